import { describe, expect, it } from '@jest/globals';
import { type ArrangementState, arrangementStates, type MeetingEvent } from '@throughline/contracts';
import { NotAllowedNow } from '@throughline/kernel';
import { after, called, countedIds, drafted, idAt, meetingAfter, opened, wordsOf } from '../../test/meeting-past.ts';
import {
  type ArrangementCommand,
  arrange,
  confirmArrangement,
  recordMet,
  recordNotMet,
  requestArrangement,
} from './access.ts';
import { ArrangementNotFound } from './meeting.errors.ts';
import type { Meeting } from './meeting.ts';

const id = idAt('arr', 1);
const need = {
  kind: 'interpretation' as const,
  language: 'so',
  text: wordsOf('Somali, please'),
  organisationId: idAt('org', 1),
};
const request = (meeting: Meeting, today = '2026-11-20') =>
  requestArrangement(meeting, need, { today, newId: countedIds() });
const decide: Readonly<Record<ArrangementCommand, (meeting: Meeting) => readonly MeetingEvent[]>> = {
  arrange: (meeting) => arrange(meeting, id, { costPence: 12_000 }).events,
  confirm: (meeting) => confirmArrangement(meeting, id).events,
  recordMet: (meeting) => recordMet(meeting, id).events,
  recordNotMet: (meeting) => recordNotMet(meeting, id, wordsOf('Nobody came', 2)).events,
};
const inSession = meetingAfter(drafted(), called(), opened());
const requested = after(inSession, request(inSession).events);
const arranged = after(requested, decide.arrange(requested));
const past: Readonly<Record<ArrangementState, Meeting>> = {
  requested,
  arranged,
  confirmed: after(arranged, decide.confirm(arranged)),
  met: after(arranged, decide.recordMet(arranged)),
  'not-met': after(arranged, decide.recordNotMet(arranged)),
};
const leadsTo: Readonly<Record<ArrangementState, Partial<Record<ArrangementCommand, ArrangementState>>>> = {
  requested: { arrange: 'arranged', recordNotMet: 'not-met' },
  arranged: { arrange: 'arranged', confirm: 'confirmed', recordMet: 'met', recordNotMet: 'not-met' },
  confirmed: { recordMet: 'met', recordNotMet: 'not-met' },
  met: {},
  'not-met': {},
};

describe('an arrangement in each state', () => {
  it.each(
    arrangementStates.flatMap((state) =>
      (Object.keys(decide) as ArrangementCommand[]).map((name) => [state, name] as const),
    ),
  )('%s: %s', (state, name) => {
    const target = leadsTo[state][name];
    if (!target) expect(() => decide[name](past[state])).toThrow(NotAllowedNow);
    else expect(after(past[state], decide[name](past[state])).arrangements).toMatchObject([{ id, state: target }]);
  });
});

it('a request after the closing day is recorded as late, not refused', () => {
  const meeting = { ...inSession, arrangementsUntil: '2026-11-26' };
  const isLate = (today: string) => request(meeting, today).events;
  expect(isLate('2026-11-26')).toMatchObject([{ data: { late: false } }]);
  expect(isLate('2026-11-27')).toMatchObject([{ data: { late: true } }]);
});

it('everything that was said about it stays known to be about it', () => {
  const texts = past['not-met'].arrangements.flatMap(({ textIds }) => textIds);
  expect(texts).toEqual([idAt('txt', 1), idAt('txt', 2)]);
  expect(() => arrange(inSession, id, {})).toThrow(ArrangementNotFound);
});
