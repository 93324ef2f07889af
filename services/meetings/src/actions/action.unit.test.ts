import { describe, expect, it } from '@jest/globals';
import { type ActionEvent, type ActionState, actionEvents, actionStates } from '@throughline/contracts';
import { NotAllowedNow } from '@throughline/kernel';
import { recorded } from '@throughline/testing';
import { forumId, idAt, wordsOf } from '../../test/meeting-past.ts';
import { ActionDuePast } from './action.errors.ts';
import {
  type Action,
  type ActionCommand,
  actionDueAt,
  assignAction,
  carryOver,
  completeAction,
  dropAction,
  evolveAction,
  isOverdue,
  pursuit,
  reassignAction,
  reportProgress,
  speak,
} from './action.ts';

const calendar = { nation: 'england-and-wales', timeZone: 'Europe/London', closureDays: [] } as const;
const due = '2026-12-15';
const command = {
  forumId,
  meetingId: idAt('mtg', 1),
  ownerId: idAt('org', 1),
  due,
  text: wordsOf('Name an officer'),
  concerns: [idAt('con', 1)],
};
const given = { id: idAt('act', 1), today: '2026-12-03' };
const fold = (events: readonly ActionEvent[], from?: Action, at = '2026-12-03T18:00:00.000Z') =>
  recorded(
    given.id,
    events.map((event) => ({ event, at })),
  ).reduce<Action | undefined>((before, event) => evolveAction(before, { ...event, forumId }), from) as Action;
const open = fold(assignAction(command, given).events);
const past: Readonly<Record<ActionState, Action>> = {
  open,
  'in-progress': fold(reportProgress(open, wordsOf('Begun')).events, open),
  done: fold(completeAction(open, {}, due).events, open),
  dropped: fold(dropAction(open, 'overtaken', wordsOf('Done by others')).events, open),
};

describe('an action in each state', () => {
  const decide: Readonly<Record<ActionCommand, (action: Action) => readonly ActionEvent[]>> = {
    progress: (action) => reportProgress(action, wordsOf('On it')).events,
    complete: (action) => completeAction(action, {}, due).events,
    drop: (action) => dropAction(action, 'not-possible', wordsOf('No')).events,
    reassign: (action) => reassignAction(action, idAt('org', 2)).events,
    carryOver: (action) => carryOver(action, { meetingId: idAt('mtg', 2), itemId: idAt('itm', 1) }).events,
    speak: (action) => speak(action, calendar, new Date('2026-12-20T09:00:00Z')),
  };
  // A timer and a consumer find nothing to do where a person is refused.
  const silent = new Set<ActionCommand>(['carryOver', 'speak']);
  const leadsTo: Partial<Record<ActionCommand, ActionState>> = {
    progress: 'in-progress',
    complete: 'done',
    drop: 'dropped',
  };

  it.each(
    actionStates.flatMap((state) => (Object.keys(decide) as ActionCommand[]).map((name) => [state, name] as const)),
  )('%s: %s', (state, name) => {
    const action = past[state];
    const isEnded = state === 'done' || state === 'dropped';
    if (isEnded && silent.has(name)) expect(decide[name](action)).toEqual([]);
    else if (isEnded) expect(() => decide[name](action)).toThrow(NotAllowedNow);
    else expect(fold(decide[name](action), action).state).toBe(leadsTo[name] ?? state);
    expect(pursuit.allows(state, name)).toBe(!isEnded);
  });
});

it('is due today at the earliest', () => {
  expect(() => assignAction(command, { ...given, today: '2026-12-16' })).toThrow(ActionDuePast);
  expect(assignAction(command, { ...given, today: due }).created).toBe(given.id);
});

it('is late after the end of its due day, and overdue only while open', () => {
  expect(completeAction(open, {}, due).events).toMatchObject([{ data: { late: false } }]);
  expect(completeAction(open, {}, '2026-12-16').events).toMatchObject([{ data: { late: true } }]);
  expect([isOverdue(open, due), isOverdue(open, '2026-12-16'), isOverdue(past.done, '2026-12-16')]).toEqual([
    false,
    true,
    false,
  ]);
});

it('keeps its date when it passes to another, who has been told nothing yet', () => {
  const reminded = fold(speak(open, calendar, new Date('2026-12-16T09:00:00Z')), open);
  expect(actionDueAt(reminded, calendar)).toBeNull();
  const passed = fold(reassignAction(reminded, idAt('org', 2)).events, reminded);
  expect([passed.due, passed.ownerId]).toEqual([due, idAt('org', 2)]);
  expect(speak(passed, calendar, new Date('2026-12-16T09:00:00Z'))).toMatchObject([
    { data: { owedBy: idAt('org', 2) } },
  ]);
});

it('is carried to a further meeting once, and never to its own', () => {
  const to = { meetingId: idAt('mtg', 2), itemId: idAt('itm', 1) };
  const carried = fold(carryOver(open, to).events, open);
  expect(carried.carriedTo).toEqual([to.meetingId]);
  expect(carryOver(carried, to).events).toEqual([]);
  expect(carryOver(open, { ...to, meetingId: command.meetingId }).events).toEqual([]);
});

describe('its clock', () => {
  it('reminds five days and one day before, and says once that it is overdue', () => {
    const said: unknown[] = [];
    let action = open;
    for (let moment = actionDueAt(action, calendar); moment; moment = actionDueAt(action, calendar)) {
      const events = speak(action, calendar, moment);
      said.push([moment.toISOString(), events[0]?.type.split('.')[3]]);
      action = fold(events, action);
    }
    expect(said).toEqual([
      ['2026-12-08T00:00:00.000Z', 'clock-reminded'],
      ['2026-12-14T00:00:00.000Z', 'clock-reminded'],
      ['2026-12-16T00:00:00.000Z', 'clock-overdue'],
    ]);
  });

  it('does not stutter when it comes late', () => {
    const late = new Date('2026-12-17T09:00:00Z');
    expect(speak(open, calendar, late)).toMatchObject([
      { type: actionEvents.clockOverdue.type, data: { workingDaysLate: 2 } },
    ]);
    expect(speak(open, calendar, new Date('2026-12-04T09:00:00Z'))).toEqual([]);
  });
});
