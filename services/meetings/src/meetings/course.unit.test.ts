import { describe, expect, it } from '@jest/globals';
import { meetingStates } from '@throughline/contracts';
import { NotAllowedNow } from '@throughline/kernel';
import { course, type MeetingCommand } from './course.ts';

/** What each command is allowed in, told apart from the table by hand: a slip in either shows. */
const allowedIn: Readonly<Record<MeetingCommand, readonly string[]>> = {
  change: ['draft', 'postponed', 'called'],
  arrangeAgenda: ['draft', 'postponed', 'called'],
  call: ['draft', 'postponed'],
  open: ['called'],
  conclude: ['in-session'],
  postpone: ['draft', 'postponed', 'called'],
  cancel: ['draft', 'postponed', 'called'],
  recordAttendance: ['draft', 'postponed', 'called', 'in-session'],
  arrangeAccess: ['draft', 'postponed', 'called', 'in-session'],
  recordAccess: ['called', 'in-session', 'concluded', 'minutes-circulated'],
  recordDecision: ['in-session'],
  correctDecision: ['in-session', 'concluded', 'minutes-circulated', 'minutes-approved'],
  assignAction: ['in-session', 'concluded', 'minutes-circulated'],
};
const leadsTo: Partial<Record<MeetingCommand, string>> = {
  call: 'called',
  open: 'in-session',
  conclude: 'concluded',
  postpone: 'postponed',
  cancel: 'cancelled',
};

describe('the course of a meeting', () => {
  it('knows every state of the contracts', () =>
    expect([...course.states].toSorted()).toEqual([...meetingStates].toSorted()));

  const pairs = meetingStates.flatMap((state) =>
    (Object.keys(allowedIn) as MeetingCommand[]).map((command) => [state, command] as const),
  );
  it.each(pairs)('%s: %s', (state, command) => {
    if (!allowedIn[command].includes(state)) {
      expect(() => course.require(state, command)).toThrow(NotAllowedNow);
      return;
    }
    expect(course.targets(state, command)).toEqual([leadsTo[command] ?? state]);
  });
});
