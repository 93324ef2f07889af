import { describe, expect, it } from '@jest/globals';
import { defaultStandards, type ForumEvent, forumEvents } from '@throughline/contracts';
import { recorded } from '@throughline/testing';
import { TimeZoneUnknown } from '@throughline/working-days';
import { idAt, wordsOf } from '../../test/meeting-past.ts';
import { ForumDisbanded } from './forum.errors.ts';
import { changeForum, disbandForum, establishForum, evolveForum, type Forum } from './forum.ts';

const closureDays = [
  { date: '2026-12-30', name: wordsOf('Closed', 3) },
  { date: '2026-12-29', name: wordsOf('Between the years', 2) },
];
const command = {
  code: 'NMF',
  nation: 'england-and-wales' as const,
  timeZone: 'Europe/London',
  languages: ['en'],
  quorum: 3,
  name: wordsOf('Northgate Migration Forum'),
  closureDays,
};
const fold = (events: readonly ForumEvent[], from?: Forum) =>
  recorded(
    idAt('frm', 1),
    events.map((event) => ({ event })),
  ).reduce<Forum | undefined>(evolveForum, from) as Forum;

describe('a forum', () => {
  const established = establishForum(command);
  const forum = fold(established.events);
  const texts = new Map(
    [command.name, ...closureDays.map(({ name }) => name)].map(({ textId, entry }) => [textId, entry.text]),
  );
  const before = {
    forum,
    closureNames: established.particulars?.closureNames ?? {},
    textOf: (textId: string | undefined) => texts.get(textId ?? ''),
  };

  it('has the standards of the design where it sets none', () => {
    expect(forum.standards).toEqual(defaultStandards);
    const own = establishForum({ ...command, standards: { answerDays: 15 } });
    expect(fold(own.events).standards).toEqual({ ...defaultStandards, answerDays: 15 });
  });

  it('says the dates of its closure days in order, and keeps what they are called to itself', () => {
    expect(forum.closureDays).toEqual(['2026-12-29', '2026-12-30']);
    expect(before.closureNames).toEqual({ '2026-12-29': idAt('txt', 2), '2026-12-30': idAt('txt', 3) });
    expect(JSON.stringify(established.events)).not.toContain('Between');
  });

  it('stands in a time zone that exists', () => {
    expect(() => establishForum({ ...command, timeZone: 'Europe/Northgate' })).toThrow(TimeZoneUnknown);
  });

  it('names what changes, and says nothing when nothing does', () => {
    const changed = changeForum(before, { quorum: 5, standards: { triageDays: 10, answerDays: 15 } });
    expect(changed.events).toMatchObject([{ data: { fields: ['quorum', 'standards'], quorum: 5, code: 'NMF' } }]);
    const same = { ...command, name: wordsOf('Northgate Migration Forum', 9) };
    expect(changeForum(before, same).events).toEqual([]);
  });

  it('gives a closure day another name without moving it', () => {
    const renamed = closureDays.map((day) => ({ ...day, name: wordsOf('Staff day', 8) })).slice(0, 1);
    const { events, particulars } = changeForum(before, { closureDays: [...renamed, ...closureDays.slice(1)] });
    expect(events).toMatchObject([{ data: { fields: ['closureDays'], closureDays: forum.closureDays } }]);
    expect(particulars?.closureNames).toEqual({ '2026-12-29': idAt('txt', 2), '2026-12-30': idAt('txt', 8) });
  });

  it('that is disbanded stays so', () => {
    const disbanded = fold(disbandForum(forum).events, forum);
    expect(disbanded.disbandedAt).toBeDefined();
    expect(() => disbandForum(disbanded)).toThrow(ForumDisbanded);
    expect(() => changeForum({ ...before, forum: disbanded }, { quorum: 5 })).toThrow(ForumDisbanded);
    expect(disbandForum(forum).events[0]?.type).toBe(forumEvents.disbanded.type);
  });
});
