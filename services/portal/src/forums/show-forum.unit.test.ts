import { expect, it } from '@jest/globals';
import { meeting, nextMeeting } from '../../test/northgate.ts';
import { meetings as schema } from '../api/representations.ts';
import { meetingsByTime } from './show-forum.ts';

it('the next meeting is the earliest that has not been held, and held ones come newest first', () => {
  const { items } = schema.parse({
    items: [
      { ...nextMeeting, id: 'mtg_later', startsAt: '2027-03-01T17:30:00Z', state: 'draft' },
      { ...nextMeeting, id: 'mtg_cancelled', startsAt: '2027-01-05T17:30:00Z', state: 'cancelled' },
      meeting,
      nextMeeting,
      { ...meeting, id: 'mtg_before', startsAt: '2026-10-01T16:30:00Z', state: 'minutes-approved' },
    ],
  });
  const { next, held } = meetingsByTime(items);
  expect(next?.id).toBe(nextMeeting.id);
  expect(held.map(({ id }) => id)).toEqual([meeting.id, 'mtg_before']);
});
