import { type ConcernEvent, concernEvents as events, type Outcome } from '@throughline/contracts';
import { recorded, type Told } from '@throughline/testing';
import { type ConcernMirror, neverDue } from './concern-mirror.ts';
import { projectConcern } from './project-concern.ts';

const id = (prefix: string, digit: number) => `${prefix}_${String(digit).padStart(26, '0')}`;
const [housing, college, forumId] = [id('org', 1), id('org', 2), id('frm', 1)];

const told = (...list: readonly (ConcernEvent | Told<ConcernEvent>)[]) =>
  recorded(
    id('con', 1),
    list.map((each) => ('event' in each ? each : { event: each })),
  ).reduce<ConcernMirror | undefined>(
    (mirror, event) => projectConcern(mirror, { ...event, forumId }),
    undefined,
  ) as ConcernMirror;

const submitted = events.submitted.of({
  ...events.submitted.example,
  asks: [1, 2, 3].map((number) => ({ number, textId: id('txt', number) })),
});
const triaged = events.triaged.of({
  ...events.triaged.example,
  asks: [1, 2, 3].map((number) => ({ number, textId: id('txt', 10 + number) })),
});
const referred = (referral: number, institutionId: string, asks: number[]) =>
  events.referred.of({
    referralId: id('ref', referral),
    institutionId,
    asks,
    acknowledgementDue: '2026-11-10',
    answerDue: '2026-12-01',
  });
const returned = (referral: number, asks: number[]) =>
  events.referralReturned.of({
    ...events.referralReturned.example,
    referralId: id('ref', referral),
    institutionId: housing,
    asks,
  });
const published = (referral: number, outcomes: Readonly<Record<number, Outcome>>, kept?: boolean) =>
  events.answerPublished.of({
    answerId: id('ans', referral),
    version: 1,
    referralId: id('ref', referral),
    outcomes: Object.entries(outcomes).map(([ask, outcome]) => ({
      ask: Number(ask),
      outcome,
      reason: 'within-current-plan',
      textId: id('txt', 50),
      plainTextId: id('txt', 51),
      ...(kept !== undefined && {
        commitment: {
          commitmentId: id('cmt', Number(ask)),
          ownerId: housing,
          due: '2027-01-22',
          textId: id('txt', 52),
          kept,
        },
      }),
    })),
    textHashes: [],
  });
const reopened = (...asks: number[]) =>
  events.reopened.of({
    asks,
    reason: 'answer-incomplete',
    textId: id('txt', 60),
    reviews: asks.map((ask) => ({ ask, referralId: id('ref', 1), due: '2027-02-22' })),
  });
const withHousing = [submitted, triaged, referred(1, housing, [1, 2, 3])];
const final = { 1: 'declined', 2: 'already-in-place', 3: 'declined' } as const;

/** Kind and how it stands of every duty about a referral. */
const dutiesOf = ({ duties }: ConcernMirror, referral = 1) =>
  duties
    .filter(({ about }) => about.referralId === id('ref', referral))
    .map(({ kind, metAt, cancelledAt }) => [kind, metAt ? 'met' : cancelledAt ? 'cancelled' : 'owed']);

describe('the handling status, told again from the events', () => {
  it.each([
    ['received', [submitted]],
    ['triaged', [submitted, triaged]],
    ['referred', withHousing],
    ['referred', [...withHousing, published(1, { 1: 'declined' })]],
    ['answered', [...withHousing, published(1, final)]],
    ['triaged', [...withHousing, returned(1, [1, 2, 3])]],
    ['referred', [...withHousing, returned(1, [1])]],
    ['triaged', [...withHousing, published(1, { 1: 'not-ours', 2: 'not-ours', 3: 'not-ours' })]],
    ['triaged', [...withHousing, published(1, { 1: 'declined', 2: 'declined' }), returned(1, [3])]],
    ['referred', [submitted, triaged, referred(1, housing, [1]), referred(2, college, [2, 3]), returned(1, [1])]],
    ['referred', [...withHousing, published(1, { 1: 'declined', 2: 'needs-information', 3: 'declined' })]],
    ['under-review', [...withHousing, published(1, final), reopened(1)]],
    ['answered', [...withHousing, published(1, final), reopened(1), published(1, { 1: 'already-in-place' })]],
    ['rejected', [submitted, events.rejected.of({ reason: 'out-of-scope', textId: id('txt', 9) })]],
    ['withdrawn', [...withHousing, events.withdrawn.of({ reason: 'mistake' })]],
    ['concluded', [...withHousing, published(1, final), events.concluded.of({ by: 'lapse', missing: [1, 2, 3] })]],
  ] as const)('is %s', (status, history) => {
    expect(told(...history).status).toBe(status);
  });

  it('goes back to the secretariat when what is reopened had no institution', () => {
    const outside = events.answerPublished.of({
      ...published(1, { 1: 'outside-competence', 2: 'outside-competence', 3: 'outside-competence' }).data,
      referralId: null,
    });
    const again = events.reopened.of({
      ...reopened(1).data,
      reviews: [{ ask: 1, referralId: null, due: null }],
    });
    expect(told(submitted, triaged, outside).status).toBe('answered');
    expect(told(submitted, triaged, outside, again)).toMatchObject({ status: 'triaged', isOpen: true });
  });
});

describe('duties', () => {
  it('of the secretariat are met by a triage or a rejection, also without an acknowledgement', () => {
    const rejected = events.rejected.of({ reason: 'out-of-scope', textId: id('txt', 9) });
    for (const history of [
      [submitted, triaged],
      [submitted, rejected],
    ])
      expect(told(...history).duties.every(({ metAt }) => metAt)).toBe(true);
  });

  it('of a referral are met when its last ask is settled', () => {
    const some = told(...withHousing, published(1, { 1: 'declined' }));
    expect(dutiesOf(some)).toEqual([
      ['referral-acknowledgement', 'owed'],
      ['answer', 'owed'],
    ]);
    const rest = told(...withHousing, published(1, { 1: 'declined' }), returned(1, [2, 3]));
    expect(dutiesOf(rest)).toEqual([
      ['referral-acknowledgement', 'met'],
      ['answer', 'met'],
    ]);
  });

  it('of a referral fall away when everything goes back', () => {
    expect(dutiesOf(told(...withHousing, returned(1, [1, 2, 3])))).toEqual([
      ['referral-acknowledgement', 'met'],
      ['answer', 'cancelled'],
    ]);
  });

  it('of a review fall away when what was looked at again goes back, though the rest had been answered', () => {
    const back = told(...withHousing, published(1, final), reopened(1), returned(1, [1]));
    expect(dutiesOf(back)).toEqual([
      ['referral-acknowledgement', 'met'],
      ['answer', 'met'],
      ['review', 'cancelled'],
    ]);
    expect(
      dutiesOf(told(...withHousing, published(1, final), reopened(1), published(1, { 1: 'declined' }))),
    ).toContainEqual(['review', 'met']);
  });

  it('are paused and go on as their owner reckons', () => {
    const about = { referralId: id('ref', 1) };
    const clock = { kind: 'answer', about, owedBy: housing, pausedDays: 0, extendedByDays: 0 } as const;
    const paused = events.clocksRecalculated.of({
      cause: 'pause',
      clocks: [{ ...clock, due: '2026-12-01', state: 'paused' }],
    });
    const resumed = events.clocksRecalculated.of({
      cause: 'resumption',
      clocks: [{ ...clock, due: '2026-12-04', state: 'running', pausedDays: 3 }],
    });
    const answerOf = (mirror: ConcernMirror) => mirror.duties.find(({ kind }) => kind === 'answer');
    expect(answerOf(told(...withHousing, paused))).toMatchObject({ isPaused: true });
    expect(told(...withHousing, paused).nextDue).toBe('2026-11-10');
    expect(answerOf(told(...withHousing, paused, resumed))).toMatchObject({
      isPaused: false,
      due: '2026-12-04',
      pausedDays: 3,
    });
  });

  it('are extended where they run: the answer, or the review', () => {
    const extended = events.referralExtended.of({
      ...events.referralExtended.example,
      referralId: id('ref', 1),
      institutionId: housing,
      answerDue: '2027-03-08',
      workingDays: 10,
    });
    const dueOf = (mirror: ConcernMirror, kind: string) => mirror.duties.find((duty) => duty.kind === kind)?.due;
    expect(dueOf(told(...withHousing, extended), 'answer')).toBe('2027-03-08');
    const reviewed = told(...withHousing, published(1, final), reopened(1, 2), extended);
    expect([dueOf(reviewed, 'answer'), dueOf(reviewed, 'review')]).toEqual(['2026-12-01', '2027-03-08']);
    expect(reviewed.duties.filter(({ kind }) => kind === 'review')).toHaveLength(1);
  });

  it('of promises are owed until they are kept; what was kept when it was promised never was', () => {
    const promised = told(...withHousing, published(1, { 1: 'agreed' }, false));
    expect(promised.duties.find(({ kind }) => kind === 'commitment')).toMatchObject({
      owedBy: housing,
      due: '2027-01-22',
    });
    const kept = events.commitmentKept.of({ commitmentId: id('cmt', 1), ask: 1, late: true });
    expect(told(...withHousing, published(1, { 1: 'agreed' }, false), kept)).toMatchObject({
      commitments: [{ state: 'kept-late' }],
    });
    expect(
      told(...withHousing, published(1, { 1: 'agreed' }, true)).duties.some(({ kind }) => kind === 'commitment'),
    ).toBe(false);
  });

  it('fall away with a merge and are owed again when it is undone', () => {
    const merged: Told<ConcernEvent> = {
      at: '2026-11-04T10:00:00.000Z',
      event: events.merged.of({ ...events.merged.example }),
    };
    const unmerged = events.unmerged.of({ ...events.unmerged.example, status: 'referred' });
    expect(told(...withHousing, merged)).toMatchObject({ status: 'merged', isOpen: false, nextDue: neverDue });
    expect(dutiesOf(told(...withHousing, merged))).toEqual([
      ['referral-acknowledgement', 'cancelled'],
      ['answer', 'cancelled'],
    ]);
    expect(told(...withHousing, merged, unmerged)).toMatchObject({
      status: 'referred',
      isOpen: true,
      nextDue: '2026-11-10',
    });
  });
});

describe('asks', () => {
  it('are open again once information was supplied, of the institution that waited for it', () => {
    const asked = events.informationRequested.of({
      number: 1,
      from: housing,
      referralId: id('ref', 1),
      textId: id('txt', 70),
    });
    const waiting = [...withHousing, published(1, { 1: 'needs-information' }), asked];
    expect(told(...waiting).asks[0]).toMatchObject({ outcome: 'needs-information' });
    const supplied = told(...waiting, events.informationSupplied.of({ number: 1, textId: id('txt', 71) }));
    expect(supplied.asks[0]).not.toHaveProperty('outcome');
    expect(supplied.awaitedInformation).toEqual([]);
  });

  it('keep nothing of an answer that is looked at again', () => {
    const { asks } = told(...withHousing, published(1, final), reopened(1));
    expect(asks[0]).toEqual({ number: 1, textId: id('txt', 11), referralId: id('ref', 1), isUnderReview: true });
    expect(asks[1]).toMatchObject({ outcome: 'already-in-place' });
  });

  it('are judged by the concern’s own submitter alone', () => {
    const verdicts = [{ ask: 1, verdict: 'resolved' as const }];
    const absorbed = events.verdictGiven.of({ verdicts, absorbedId: id('con', 2) });
    expect(told(...withHousing, published(1, final), absorbed).asks[0]).not.toHaveProperty('verdict');
  });
});

describe('any event', () => {
  it.each(Object.values(events).map(({ type, example }) => [type, example] as const))(
    'of the catalogue is taken in: %s',
    (type, data) => {
      const event = { type, data } as ConcernEvent;
      const mirror = type === events.submitted.type ? told(event) : told(...withHousing, event);
      expect(mirror.updatedAt).toBeDefined();
      expect(JSON.stringify(mirror)).not.toContain('undefined');
    },
  );

  it('but the submission needs a concern', () => {
    expect(() => told(triaged)).toThrow(RangeError);
  });
});
