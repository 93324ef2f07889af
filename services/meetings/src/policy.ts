import { definePolicy, type Grant } from '@throughline/kernel';

const anyone: readonly Grant[] = ['anyone'];
const administrator: readonly Grant[] = [{ role: 'administrator' }];
const convener: readonly Grant[] = [
  { role: 'secretariat', over: 'forum' },
  { role: 'chair', over: 'forum' },
];
const owner: readonly Grant[] = [
  { role: 'officer', over: 'owner' },
  { role: 'caseworker', over: 'owner' },
  { role: 'representative', over: 'owner' },
];

const needing: readonly Grant[] = [
  { role: 'caseworker', over: 'organisation' },
  { role: 'representative', over: 'organisation' },
];

/**
 * Who may do what. Relations: `forum` (of the meeting or action), `owner` (the organisation that an action is assigned
 * to), `organisation` (whose access need an arrangement is for). Whether somebody may know of a meeting or an action at all comes first and is a 404: `meetings/meeting-store.ts`,
 * `actions/action-visibility.ts`.
 */
export const policy = definePolicy({
  'forum.read': anyone,
  'forum.establish': administrator,
  'forum.change': administrator,
  'forum.disband': administrator,
  'meeting.read': anyone,
  'meeting.draft': convener,
  'meeting.change': convener,
  'meeting.arrange-agenda': convener,
  'meeting.call': convener,
  'meeting.open': convener,
  'meeting.conclude': convener,
  'meeting.postpone': convener,
  'meeting.cancel': convener,
  'meeting.record-attendance': convener,
  'meeting.record-decision': convener,
  'meeting.arrange': convener,
  'meeting.request-arrangement': [...convener, ...needing],
  'meeting.judge-arrangement': [...convener, ...needing],
  'action.assign': convener,
  'action.read': ['signed-in', 'service'],
  'action.progress': [...convener, ...owner],
  'action.complete': [...convener, ...owner],
  'action.drop': convener,
  'action.reassign': convener,
});

/** An entry of the table. */
export type Action = (typeof policy.actions)[number];
