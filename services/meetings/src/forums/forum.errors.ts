import { problem } from '@throughline/kernel';

/** A forum that meets no more takes neither meetings nor changes. */
export class ForumDisbanded extends problem({
  code: 'forum-disbanded',
  kind: 'conflict',
  title: 'The forum has been disbanded',
  remedy: 'Nothing more can be changed in it; choose another forum.',
}) {}
