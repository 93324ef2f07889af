import { problem } from '@throughline/kernel';

/** Something to be done by a day that has gone (422). */
export class ActionDuePast extends problem({
  code: 'action-due-past',
  kind: 'impossible',
  title: 'The action would be due before today',
  remedy: 'Give a day from today on, by the forum’s calendar.',
}) {
  constructor() {
    super('The due day has passed.', {
      faults: [{ pointer: '/due', code: 'action-due-past', message: 'lies before today' }],
    });
  }
}
