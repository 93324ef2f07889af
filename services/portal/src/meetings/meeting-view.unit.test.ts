import { expect, it } from '@jest/globals';
import { nameOf, words } from '../../test/english.ts';
import { action, meeting, nextMeeting } from '../../test/northgate.ts';
import { actions as actionsSchema, meetings as meetingsSchema } from '../api/representations.ts';
import { meetingView } from './meeting-view.ts';

const [held, called] = meetingsSchema.parse({ items: [meeting, nextMeeting] }).items;
const { items: actions } = actionsSchema.parse({
  items: [action, { ...action, state: 'done' }, { ...action, overdue: true }],
});
const view = (one: typeof held, assigned: typeof actions | undefined) => {
  if (!one) throw new Error('no such meeting in the story');
  return meetingView(one, { actions: assigned, words, nameOf });
};

it('an action says who has it, by when, and whether it is late', () => {
  expect(view(held, actions).actions.map(({ owner, due, state }) => [owner.text, due, state.text])).toEqual([
    ['Northgate City Council – Housing', '15 December 2026', 'Open'],
    ['Northgate City Council – Housing', '15 December 2026', 'Done'],
    ['Northgate City Council – Housing', '15 December 2026', 'Overdue'],
  ]);
});

it('actions that this reader may not see are counted and not denied', () => {
  expect(view(held, undefined).noActions).toContain('1 action came out of this meeting.');
  expect(view(called, undefined).noActions).toBe('No action came out of this meeting so far.');
});

it('the agenda is in its order and says who put each item there', () => {
  expect(view(held, actions).agenda.map(({ title, origin }) => [title.text, origin])).toEqual([
    ['Minutes of the last meeting', 'Put there by: the secretariat'],
    ['Heating in temporary flats', 'Put there by: a migrant-led organisation'],
  ]);
});

it('a quorum is told once attendance has been counted, not before', () => {
  expect(view(held, actions).quorum).toBe('Quorum met: 5 present, 3 needed.');
  const notHeld = called && { ...called, quorum: { needed: 3, present: 0, met: false } };
  expect(view(notHeld, []).quorum).toBeFalsy();
});
