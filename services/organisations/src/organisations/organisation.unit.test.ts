import { organisationEvents as events, type OrganisationEvent, organisationStates } from '@throughline/contracts';
import { NotAllowedNow } from '@throughline/kernel';
import { givenFor } from '@throughline/testing';
import {
  evolve,
  type Organisation,
  organisationRecord,
  type StandingCommand,
  seatDuring,
  standing,
} from './organisation.ts';

const id = (prefix: string, digit: number) => `${prefix}_${String(digit).padStart(26, '0')}`;
const [forumId, otherForum] = [id('frm', 1), id('frm', 2)];
const given = givenFor(id('org', 1), evolve);
const told = (...list: readonly OrganisationEvent[]) => given(...list.map((event) => ({ event })));
const registered = events.registered.of({
  kind: 'institution',
  sector: 'public',
  languages: ['en'],
  communities: [],
  themes: [],
  areas: [],
  nameTextIds: [{ language: 'en', textId: id('txt', 1) }],
});
const verified = events.verified.of({});
const seatTaken = (seat: number, from: string, to?: string, forum = forumId) =>
  events.seatTaken.of({ seatId: id('sea', seat), forumId: forum, role: 'institution', from, ...(to && { to }) });

const commands = ['verify', 'makeDormant', 'reactivate', 'close', 'assure'] as const satisfies StandingCommand[];
const allowed: Record<Organisation['state'], Partial<Record<StandingCommand, Organisation['state']>>> = {
  proposed: { verify: 'verified', close: 'closed' },
  verified: { makeDormant: 'dormant', close: 'closed', assure: 'verified' },
  dormant: { reactivate: 'verified', close: 'closed', assure: 'dormant' },
  closed: {},
};

describe('the standing of a record', () => {
  const cells = organisationStates.flatMap((state) => commands.map((command) => [state, command] as const));

  it.each(cells)('%s: %s', (state, command) => {
    const target = allowed[state][command];
    expect(standing.targets(state, command)).toEqual(target ? [target] : []);
    const attempt = () => standing.require(state, command);
    if (target) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(NotAllowedNow);
  });

  it('has no state and no command besides', () => {
    expect(standing.states.toSorted()).toEqual([...organisationStates].toSorted());
    expect(standing.commands.toSorted()).toEqual([...commands].toSorted());
  });
});

describe('a record as the fold of its events', () => {
  it.each([
    ['proposed', [registered]],
    ['verified', [registered, verified]],
    ['dormant', [registered, verified, events.madeDormant.of({})]],
    ['verified', [registered, verified, events.madeDormant.of({}), events.reactivated.of({})]],
    ['closed', [registered, events.closed.of({ reason: 'duplicate' })]],
  ] as const)('is %s', (state, history) => {
    expect(told(...history).state?.state).toBe(state);
  });

  it('begins with its registration and nothing else', () => {
    expect(() => told(verified)).toThrow(RangeError);
  });

  it('keeps a successor, an assurance, seats that have ended, responsibilities and standards', () => {
    const { state } = told(
      registered,
      verified,
      events.assured.of({ validUntil: '2027-05-01' }),
      seatTaken(1, '2026-01-01'),
      events.seatEnded.of({ seatId: id('sea', 1), forumId, role: 'institution', to: '2026-06-30' }),
      events.responsibilitiesSet.of({
        responsibilities: [{ category: 'housing', areas: [], teamTextId: id('txt', 2) }],
        standards: { answerDays: 15 },
        textHashes: [],
      }),
      events.responsibilitiesSet.of({ responsibilities: [], textHashes: [] }),
      events.closed.of({ reason: 'merged', successorId: id('org', 2) }),
    );
    expect(organisationRecord.parse(state)).toMatchObject({
      state: 'closed',
      successorId: id('org', 2),
      assured: { until: '2027-05-01' },
      seats: [{ id: id('sea', 1), from: '2026-01-01', to: '2026-06-30' }],
      responsibilities: [],
      standards: { answerDays: 15 },
    });
  });

  it('changes its profile as a whole, and nothing else with it', () => {
    const { state } = told(
      registered,
      verified,
      events.profileChanged.of({ ...events.profileChanged.example, kind: 'faith' }),
    );
    expect(state).toMatchObject({ state: 'verified', kind: 'faith' });
  });
});

describe('the seat during a term', () => {
  const { state } = told(registered, verified, seatTaken(1, '2026-03-01', '2026-06-30'), seatTaken(2, '2026-10-01'));
  const during = (from: string, to?: string, forum = forumId) =>
    state && seatDuring(state, forum, { from, ...(to && { to }) })?.id;

  it.each([
    ['before both', '2026-01-01', '2026-02-28', undefined],
    ['to the first day of one', '2026-01-01', '2026-03-01', id('sea', 1)],
    ['from its last day', '2026-06-30', '2026-07-31', id('sea', 1)],
    ['between both', '2026-07-01', '2026-09-30', undefined],
    ['open from between', '2026-07-01', undefined, id('sea', 2)],
    ['long after the open one began', '2030-01-01', '2030-12-31', id('sea', 2)],
    ['around one', '2026-01-01', '2026-08-31', id('sea', 1)],
  ])('%s', (_when, from, to, seat) => {
    expect(during(from, to)).toBe(seat);
  });

  it('is another forum’s business on another forum', () => {
    expect(during('2026-04-01', undefined, otherForum)).toBeUndefined();
  });
});
