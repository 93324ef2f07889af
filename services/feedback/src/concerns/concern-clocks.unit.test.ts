import fc from 'fast-check';
import {
  after,
  asked,
  at,
  calendar,
  commitmentId,
  concluded,
  eventsOf,
  given,
  housing,
  judged,
  namesOf,
  published,
  referralId,
  referred,
  reopened,
  submitted,
  supplied,
  type Told,
  told,
  triaged,
  withdrawn,
  words,
} from '../../test/telling.ts';
import type { Concern } from './concern.ts';
import { clocksOf, lapseAt, nextDueAt, recalculation } from './concern-clocks.ts';
import { foldAll } from './concern-fold.ts';
import { letClocksSpeak } from './let-clocks-speak.ts';
import { extendReferral } from './referral-steps.ts';

const clock = (concern: Concern, kind: string, now: string) =>
  clocksOf(concern, calendar, new Date(now)).find((one) => one.kind === kind);

const triagedOnTuesday = at('2026-11-03T10:00:00Z', triaged());
const referredOnTuesday = at('2026-11-03T10:05:00Z', referred());
const boiler = () => told(submitted(), triagedOnTuesday, referredOnTuesday);

/** Sweeps at every moment that the concern itself names, as the timer does, up to a day. */
function sweepUntil(concern: Concern, until: string): { concern: Concern; said: string[] } {
  let state = concern;
  const said: string[] = [];
  for (let due = nextDueAt(state, calendar); due && due <= new Date(until); due = nextDueAt(state, calendar)) {
    const decision = letClocksSpeak(state, given(due.toISOString()));
    expect(eventsOf(decision).length).toBeGreaterThan(0);
    for (const { type, data } of eventsOf(decision))
      said.push(`${type.split('.')[3]} ${'kind' in data ? data.kind : ''} ${due.toISOString()}`.replace('  ', ' '));
    state = after(state, decision, due.toISOString());
  }
  return { concern: state, said };
}

describe('the clocks of the boiler', () => {
  it('acknowledgement is due after 3 working days, triage after 10, counted from the day after submission', () => {
    const concern = told(submitted());
    expect(clock(concern, 'acknowledgement', '2026-11-02T17:00:00Z')).toMatchObject({
      due: '2026-11-05',
      state: 'running',
      workingDaysLeft: 3,
    });
    expect(clock(concern, 'triage', '2026-11-02T17:00:00Z')).toMatchObject({ due: '2026-11-16', workingDaysLeft: 10 });
  });

  it('an urgent one is acknowledged within one working day', () => {
    expect(clock(told(submitted({ urgent: true })), 'acknowledgement', '2026-11-02T17:00:00Z')?.due).toBe('2026-11-03');
  });

  it('who triages has acknowledged', () => {
    expect(clock(boiler(), 'acknowledgement', '2026-12-24T10:00:00Z')?.state).toBe('met');
  });

  it('the answer is due on 1 December, twenty working days after the referral', () => {
    expect(clock(boiler(), 'answer', '2026-11-26T10:00:00Z')).toMatchObject({
      owedBy: housing,
      about: { referralId: referralId(1) },
      due: '2026-12-01',
      state: 'running',
      workingDaysLeft: 3,
    });
  });

  it('on 2 December it is one working day late, and answered on the 8th it was five', () => {
    expect(clock(boiler(), 'answer', '2026-12-02T09:00:00Z')).toMatchObject({ state: 'overdue', workingDaysLate: 1 });
    const answered = told(submitted(), triagedOnTuesday, referredOnTuesday, at('2026-12-08T10:00:00Z', published()));
    expect(clock(answered, 'answer', '2027-03-01T10:00:00Z')).toMatchObject({ state: 'met-late', workingDaysLate: 5 });
  });

  it('explains itself day by day, from the start to the due day', () => {
    const explanation = clock(boiler(), 'answer', '2026-11-03T12:00:00Z')?.explanation ?? [];
    expect(explanation[0]).toEqual({ date: '2026-11-03', counted: false, reason: 'start-day' });
    expect(explanation.filter(({ counted }) => counted)).toHaveLength(20);
    expect(explanation.at(-1)).toEqual({ date: '2026-12-01', counted: true, number: 20 });
  });

  it('an institution that returned its referral owes nothing any more', () => {
    const returned = told(
      submitted({ asks: 1 }),
      triaged({ asks: 1 }),
      referred(1, [1]),
      published({ asks: [1], outcome: 'not-ours' }),
    );
    expect(returned.status).toBe('triaged');
    expect(clock(returned, 'answer', '2026-12-24T10:00:00Z')?.state).toBe('cancelled');
  });

  it('withdrawing cancels what was still owed', () => {
    const concern = told(submitted(), triagedOnTuesday, referredOnTuesday, at('2026-11-10T10:00:00Z', withdrawn()));
    expect(clock(concern, 'answer', '2026-12-24T10:00:00Z')?.state).toBe('cancelled');
    expect(clock(concern, 'triage', '2026-12-24T10:00:00Z')?.state).toBe('met');
    expect(nextDueAt(concern, calendar)).toBeNull();
  });
});

describe('pauses and extensions', () => {
  const pausedOnTenth = () =>
    told(submitted(), triagedOnTuesday, referredOnTuesday, at('2026-11-10T10:00:00Z', asked(1, housing, 1)));

  it('while information is awaited the answer has no due date and the clock stands', () => {
    expect(clock(pausedOnTenth(), 'answer', '2026-11-20T10:00:00Z')).toMatchObject({ due: null, state: 'paused' });
  });

  it('the day a pause begins is not counted, the day it ends is', () => {
    const resumed = told(
      submitted(),
      triagedOnTuesday,
      referredOnTuesday,
      at('2026-11-10T10:00:00Z', asked(1, housing, 1)),
      at('2026-11-13T10:00:00Z', supplied()),
    );
    expect(clock(resumed, 'answer', '2026-11-13T12:00:00Z')).toMatchObject({
      due: '2026-12-04',
      pausedDays: 3,
      state: 'running',
    });
  });

  it("an institution's question holds its own referral and nobody else's", () => {
    const two = told(
      submitted(),
      triagedOnTuesday,
      at('2026-11-03T10:05:00Z', referred(1, [1])),
      at('2026-11-03T10:06:00Z', referred(2, [2])),
      at('2026-11-10T10:00:00Z', asked(1, housing, 1)),
    );
    const states = clocksOf(two, calendar, new Date('2026-11-12T10:00:00Z'))
      .filter(({ kind }) => kind === 'answer')
      .map(({ state }) => state);
    expect(states).toEqual(['paused', 'running']);
  });

  it('a pause and its end are told to those outside, once', () => {
    const before = boiler();
    const paused = pausedOnTenth();
    const told1 = recalculation(before, paused, { calendar, now: new Date('2026-11-10T10:00:00Z'), cause: 'pause' });
    expect(told1[0]?.data).toMatchObject({
      cause: 'pause',
      clocks: expect.arrayContaining([expect.objectContaining({ kind: 'answer', state: 'paused', due: '2026-12-01' })]),
    });
    const known = foldAll(paused, told1, { at: '2026-11-10T10:00:00.000Z', actor: 'system:feedback' });
    expect(recalculation(known, known, { calendar, now: new Date('2026-11-10T10:00:00Z'), cause: 'pause' })).toEqual(
      [],
    );
  });

  it('an extension is counted on from the old due date', () => {
    const command = { referralId: referralId(1), workingDays: 10, reason: 'complex', text: words() };
    const decision = extendReferral(boiler(), command, given('2026-11-20T10:00:00Z'));
    expect(eventsOf(decision)[0]?.data).toMatchObject({ previousDue: '2026-12-01', answerDue: '2026-12-15' });
    const extended = after(boiler(), decision, '2026-11-20T10:00:00.000Z');
    expect(clock(extended, 'answer', '2026-11-20T12:00:00Z')).toMatchObject({ due: '2026-12-15', extendedByDays: 10 });
  });

  it('a review has a clock of its own and leaves the first answer as it was', () => {
    const concern = told(
      submitted(),
      triagedOnTuesday,
      referredOnTuesday,
      at('2026-11-24T10:00:00Z', published()),
      at('2026-12-07T10:00:00Z', reopened([1])),
    );
    expect(clock(concern, 'answer', '2026-12-08T10:00:00Z')?.state).toBe('met');
    expect(clock(concern, 'review', '2026-12-08T10:00:00Z')).toMatchObject({ state: 'running', due: '2027-01-07' });
  });

  it('a bank holiday more moves every open clock', () => {
    const more = { ...calendar, closureDays: [{ date: '2026-11-20', name: 'Move of offices' }] };
    const [event] = recalculation(boiler(), boiler(), {
      calendar: more,
      now: new Date('2026-11-10T10:00:00Z'),
      cause: 'calendar',
    });
    expect(event?.data).toMatchObject({ clocks: [expect.objectContaining({ kind: 'answer', due: '2026-12-02' })] });
  });
});

describe('what clocks say by themselves', () => {
  it('each reminds at 5 and at 1 working days left and says overdue, once', () => {
    const { concern, said } = sweepUntil(told(submitted()), '2027-02-01T00:00:00Z');
    expect(said).toEqual([
      'clock-reminded acknowledgement 2026-11-04T00:00:00.000Z',
      'clock-overdue acknowledgement 2026-11-06T00:00:00.000Z',
      'clock-reminded triage 2026-11-09T00:00:00.000Z',
      'clock-reminded triage 2026-11-13T00:00:00.000Z',
      'clock-overdue triage 2026-11-17T00:00:00.000Z',
    ]);
    expect(nextDueAt(concern, calendar)).toBeNull();
  });

  it('a sweep that comes late says the last thing and does not stutter', () => {
    const late = given('2026-12-24T09:00:00Z');
    expect(namesOf(letClocksSpeak(told(submitted()), late))).toEqual(['clock-overdue', 'clock-overdue']);
    const spoken = after(told(submitted()), letClocksSpeak(told(submitted()), late), '2026-12-24T09:00:00.000Z');
    expect(letClocksSpeak(spoken, late)).toEqual([]);
  });

  it('an extension makes the clock speak of its new due date', () => {
    const reminded = sweepUntil(boiler(), '2026-11-28T00:00:00Z').concern;
    const command = { referralId: referralId(1), workingDays: 10, reason: 'complex', text: words() };
    const extended = after(
      reminded,
      extendReferral(reminded, command, given('2026-11-28T10:00:00Z')),
      '2026-11-28T10:00:00Z',
    );
    expect(sweepUntil(extended, '2027-02-01T00:00:00Z').said).toEqual([
      'clock-reminded answer 2026-12-08T00:00:00.000Z',
      'clock-reminded answer 2026-12-14T00:00:00.000Z',
      'clock-overdue answer 2026-12-16T00:00:00.000Z',
    ]);
  });

  it('speaks at midnight in the forum also where the clocks have gone forward', () => {
    const inMarch = told({ event: submitted(), at: '2027-03-22T10:00:00.000Z', actor: 'per' });
    expect(sweepUntil(inMarch, '2027-06-01T00:00:00Z').said.at(-1)).toBe(
      'clock-overdue triage 2027-04-07T23:00:00.000Z',
    );
  });

  it('whatever has happened, sweeping says each thing once and comes to an end', () => {
    const asks = fc.subarray([1, 2, 3], { minLength: 1 });
    fc.assert(
      fc.property(asks, fc.boolean(), fc.integer({ min: 0, max: 90 }), (numbers, isPaused, daysLater) => {
        const day = new Date(Date.parse('2026-11-03T10:05:00Z') + daysLater * 86_400_000).toISOString();
        const concern = told(
          submitted({ asks: 3 }),
          at('2026-11-03T10:00:00Z', triaged({ asks: 3 })),
          at(day, referred(1, numbers)),
          ...(isPaused ? [at(day, asked(1, housing, 1))] : []),
        );
        const { said } = sweepUntil(concern, '2028-01-01T00:00:00Z');
        expect(new Set(said).size).toBe(said.length);
        expect(said.filter((one) => one.startsWith('clock-overdue answer'))).toHaveLength(isPaused ? 0 : 1);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the lapse', () => {
  const answered = (...more: readonly Told[]) =>
    told(submitted(), triagedOnTuesday, referredOnTuesday, at('2026-12-08T10:00:00Z', published()), ...more);

  it('comes at the end of the 28th day after the answer', () => {
    expect(lapseAt(answered(), calendar)?.toISOString()).toBe('2027-01-06T00:00:00.000Z');
    const decision = letClocksSpeak(answered(), given('2027-01-06T00:00:00Z'));
    expect(eventsOf(decision).at(-1)?.data).toEqual({ by: 'lapse', missing: [1, 2] });
    expect(after(answered(), decision).asks.map(({ verdict }) => verdict)).toEqual(['none-given', 'none-given']);
  });

  it('waits for a commitment, and begins when that is recorded', () => {
    const promised = told(
      submitted({ asks: 1 }),
      at('2026-11-03T10:00:00Z', triaged({ asks: 1 })),
      at('2026-11-03T10:05:00Z', referred(1, [1])),
      at('2026-12-08T10:00:00Z', published({ asks: [1], outcome: 'agreed', kept: false })),
    );
    expect(lapseAt(promised, calendar)).toBeUndefined();
    const kept = {
      ...promised,
      commitments: promised.commitments.map((one) => ({
        ...one,
        state: 'missed' as const,
        recordedAt: '2027-01-25T10:00:00.000Z',
      })),
    };
    expect(kept.commitments[0]?.id).toBe(commitmentId(101));
    expect(lapseAt(kept, calendar)?.toISOString()).toBe('2027-02-23T00:00:00.000Z');
  });

  it('concerns only asks without a verdict, and nothing that is concluded', () => {
    expect(lapseAt(answered(judged([1])), calendar)).toBeDefined();
    expect(lapseAt(answered(judged([1, 2]), concluded()), calendar)).toBeUndefined();
  });
});
