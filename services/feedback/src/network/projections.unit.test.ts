import {
  defaultStandards,
  type ForumEvent,
  forumEvents,
  type OrganisationEvent,
  organisationEvents,
} from '@throughline/contracts';
import { recorded } from '@throughline/testing';
import { type ForumMirrored, projectForum } from './forum.ts';
import { settingFrom } from './forums.ts';
import { isSeatedOn, type OrganisationMirrored, projectOrganisation } from './organisation.ts';

const forum = (...events: ForumEvent[]) =>
  recorded(
    'frm_00000000000000000000000001',
    events.map((event) => ({ event })),
  ).reduce<ForumMirrored | undefined>(projectForum, undefined);

const organisation = (...events: OrganisationEvent[]) =>
  recorded(
    'org_00000000000000000000000001',
    events.map((event) => ({ event })),
  ).reduce<OrganisationMirrored | undefined>(projectOrganisation, undefined);

const settings = {
  code: 'NMF',
  nation: 'scotland',
  timeZone: 'Europe/London',
  languages: ['en'],
  quorum: 3,
  standards: defaultStandards,
  closureDays: ['2026-12-29'],
  nameTextId: 'txt_00000000000000000000000001',
} as const;
const registered = organisationEvents.registered.of({
  kind: 'institution',
  sector: 'public',
  languages: ['en'],
  communities: [],
  themes: [],
  areas: [],
  nameTextIds: [{ language: 'en', textId: 'txt_00000000000000000000000001' }],
});
const seatId = 'sea_00000000000000000000000001';
const forumId = 'frm_00000000000000000000000001';

describe('what feedback keeps of a forum', () => {
  it('is what it counts by', () => {
    const known = forum(forumEvents.established.of(settings));
    expect(known && settingFrom(forumId, known)).toMatchObject({
      code: 'NMF',
      calendar: { nation: 'scotland', timeZone: 'Europe/London', closureDays: [{ date: '2026-12-29' }] },
    });
  });

  it('follows a change, and remembers that it was disbanded', () => {
    const changed = forumEvents.changed.of({ fields: ['closureDays'], ...settings, closureDays: [] });
    expect(forum(forumEvents.established.of(settings), forumEvents.disbanded.of({}), changed)).toMatchObject({
      closureDays: [],
      disbanded: true,
    });
  });
});

describe('what feedback keeps of an organisation', () => {
  it('is its standing', () => {
    expect(organisation(registered)?.state).toBe('proposed');
    expect(organisation(registered, organisationEvents.verified.of({}))?.state).toBe('verified');
    const dormant = [registered, organisationEvents.verified.of({}), organisationEvents.madeDormant.of({})];
    expect(organisation(...dormant)?.state).toBe('dormant');
    expect(organisation(...dormant, organisationEvents.reactivated.of({}))?.state).toBe('verified');
    expect(organisation(registered, organisationEvents.closed.of({ reason: 'merged' }))?.state).toBe('closed');
  });

  it('is its own standards, the last ones set', () => {
    const set = (days?: number) =>
      organisationEvents.responsibilitiesSet.of({
        responsibilities: [],
        ...(days ? { standards: { answerDays: days } } : {}),
      });
    expect(organisation(registered, set(15))?.standards).toEqual({ answerDays: 15 });
    expect(organisation(registered, set(15), set())?.standards).toEqual({});
  });

  it('is where it sits, from the first day to the last', () => {
    const taken = organisationEvents.seatTaken.of({ seatId, forumId, role: 'observer', from: '2026-01-01' });
    const ended = organisationEvents.seatEnded.of({ seatId, forumId, role: 'observer', to: '2026-06-30' });
    const seated = (day: string, ...events: OrganisationEvent[]) => {
      const known = organisation(registered, ...events);
      return known !== undefined && isSeatedOn(known, forumId, day);
    };
    expect(seated('2025-12-31', taken)).toBe(false);
    expect(seated('2026-01-01', taken)).toBe(true);
    expect(seated('2026-06-30', taken, ended)).toBe(true);
    expect(seated('2026-07-01', taken, ended)).toBe(false);
  });
});
