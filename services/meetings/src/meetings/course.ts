import type { MeetingState } from '@throughline/contracts';
import { transitions } from '@throughline/kernel';

export type MeetingCommand =
  | 'change'
  | 'arrangeAgenda'
  | 'call'
  | 'open'
  | 'conclude'
  | 'postpone'
  | 'cancel'
  | 'recordAttendance'
  | 'arrangeAccess'
  | 'recordAccess'
  | 'recordDecision'
  | 'correctDecision'
  | 'assignAction';

/**
 * A meeting from draft to the approval of its minutes (design/domain.md, "A forum and its meetings"). A postponed one is
 * called again for its new time. Corrections of decisions are possible for good; actions may be written up until the
 * minutes are approved.
 */
export const course = transitions<MeetingState, MeetingCommand>({
  draft: {
    change: 'draft',
    arrangeAgenda: 'draft',
    recordAttendance: 'draft',
    arrangeAccess: 'draft',
    call: 'called',
    postpone: 'postponed',
    cancel: 'cancelled',
  },
  postponed: {
    change: 'postponed',
    arrangeAgenda: 'postponed',
    recordAttendance: 'postponed',
    arrangeAccess: 'postponed',
    call: 'called',
    postpone: 'postponed',
    cancel: 'cancelled',
  },
  called: {
    change: 'called',
    arrangeAgenda: 'called',
    recordAttendance: 'called',
    arrangeAccess: 'called',
    recordAccess: 'called',
    open: 'in-session',
    postpone: 'postponed',
    cancel: 'cancelled',
  },
  'in-session': {
    recordAttendance: 'in-session',
    arrangeAccess: 'in-session',
    recordAccess: 'in-session',
    recordDecision: 'in-session',
    correctDecision: 'in-session',
    assignAction: 'in-session',
    conclude: 'concluded',
  },
  concluded: { recordAccess: 'concluded', correctDecision: 'concluded', assignAction: 'concluded' },
  'minutes-circulated': {
    recordAccess: 'minutes-circulated',
    correctDecision: 'minutes-circulated',
    assignAction: 'minutes-circulated',
  },
  'minutes-approved': { correctDecision: 'minutes-approved' },
  cancelled: {},
});
