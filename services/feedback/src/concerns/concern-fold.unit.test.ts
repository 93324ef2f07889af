import { type ConcernEvent, isFinalOutcome, parseEventStrict, type Recorded } from '@throughline/contracts';
import { isAppError } from '@throughline/kernel';
import fc from 'fast-check';
import {
  calendar,
  college,
  eventsOf,
  forumId,
  given,
  housing,
  hub,
  submitted,
  told,
  words,
} from '../../test/telling.ts';
import { acknowledgeConcern } from './acknowledge-concern.ts';
import { answerOutsideCompetence } from './answer-outside-competence.ts';
import { requestInformation, supplyInformation } from './await-information.ts';
import { rejectConcern, withdrawConcern } from './close-concern.ts';
import { type Concern, concernState, isReferralOpen } from './concern.ts';
import { clocksOf, nextDueAt } from './concern-clocks.ts';
import { evolve } from './concern-fold.ts';
import { draftAnswer } from './draft-answer.ts';
import { endorseConcern } from './endorse-concern.ts';
import type { ConcernFact } from './fold-parts.ts';
import { giveVerdicts } from './give-verdicts.ts';
import type { ConcernDecision } from './given.ts';
import { tell } from './history.ts';
import { letClocksSpeak } from './let-clocks-speak.ts';
import { publishAnswer } from './publish-answer.ts';
import { referAsks } from './refer-asks.ts';
import { acknowledgeReferral, extendReferral, returnReferral } from './referral-steps.ts';
import { reopenConcern } from './reopen-concern.ts';
import { keepCommitment, missCommitment } from './settle-commitment.ts';
import { triageConcern } from './triage-concern.ts';

/** A command as chance would have it: which one, on what part, in whose name, how many days later. */
interface Step {
  readonly command: string;
  readonly pick: number;
  readonly days: number;
  readonly actor: string;
}

const outcomes = ['agreed', 'agreed-in-part', 'already-in-place', 'declined', 'not-ours', 'needs-information'] as const;

const pickOf = <T>(items: readonly T[], pick: number): T | undefined => items[pick % Math.max(items.length, 1)];

const commands: Record<string, (concern: Concern, step: Step, now: ReturnType<typeof given>) => ConcernDecision> = {
  acknowledge: acknowledgeConcern,
  triage: (concern) =>
    triageConcern(concern, {
      theme: 'basic-rights-and-needs',
      category: 'housing',
      publicSummary: words(),
      asks: concern.asks.map(({ number }) => ({ number, text: words() })),
      visibility: 'public',
      urgent: false,
    }),
  refer: (concern, { pick }, now) => {
    const free = concern.asks.filter((ask) => !ask.referralId && ask.resolution !== 'declined');
    const asks = free.slice(0, 1 + (pick % 3)).map(({ number }) => number);
    return referAsks(concern, { institutionId: pick % 2 ? housing : college, asks: asks.length ? asks : [1] }, now);
  },
  acknowledgeReferral: (concern, { pick }) => acknowledgeReferral(concern, pickOf(concern.referrals, pick)?.id ?? ''),
  returnReferral: (concern, { pick }) =>
    returnReferral(concern, {
      referralId: pickOf(concern.referrals, pick)?.id ?? '',
      reason: 'unknown-body',
      text: words(),
    }),
  extendReferral: (concern, { pick }, now) =>
    extendReferral(
      concern,
      {
        referralId: pickOf(concern.referrals, pick)?.id ?? '',
        workingDays: 1 + (pick % 20),
        reason: 'complex',
        text: words(),
      },
      now,
    ),
  requestInformation: (concern, { pick }, now) =>
    requestInformation(concern, { from: pick % 2 ? 'secretariat' : housing, text: words() }, now),
  supplyInformation: (concern, { pick }, now) =>
    supplyInformation(concern, { number: 1 + (pick % 3), text: words() }, now),
  draft: (concern, { pick }, now) => {
    const referral = pickOf(concern.referrals, pick);
    const outcome = outcomes[pick % outcomes.length] ?? 'declined';
    const open = concern.asks.filter((ask) => ask.referralId === referral?.id && !isFinalOutcome(ask.resolution));
    const isPromise = outcome === 'agreed' || outcome === 'agreed-in-part';
    return draftAnswer(
      concern,
      {
        referralId: referral?.id ?? '',
        outcomes: open.map(({ number }) => ({
          ask: number,
          outcome,
          reason: 'no-resources',
          text: words(),
          plain: words(),
          ...(isPromise
            ? { commitment: { text: words(), ownerId: housing, due: '2030-01-22', kept: pick % 2 === 0 } }
            : {}),
        })),
      },
      now,
    );
  },
  publish: (concern, { actor }, now) =>
    publishAnswer(
      concern,
      { answerId: concern.answers.findLast(({ state }) => state === 'draft')?.id ?? '' },
      { ...now, actor },
    ),
  outsideCompetence: (concern, { pick }, now) =>
    answerOutsideCompetence(
      concern,
      { ask: 1 + (pick % 3), reason: 'no-legal-power', text: words(), plain: words(), signpost: words() },
      now,
    ),
  keep: (concern, { pick }, now) =>
    keepCommitment(concern, { commitmentId: pickOf(concern.commitments, pick)?.id ?? '' }, now),
  miss: (concern, { pick }, now) =>
    missCommitment(concern, { commitmentId: pickOf(concern.commitments, pick)?.id ?? '' }, now),
  judge: (concern, { pick }) =>
    giveVerdicts(concern, { verdicts: [{ ask: 1 + (pick % 3), verdict: pick % 2 ? 'resolved' : 'not-resolved' }] }),
  reopen: (concern, { pick }, now) =>
    reopenConcern(
      concern,
      { asks: [1 + (pick % 3)], reason: 'not-delivered', text: words() },
      { ...now, reviewDaysOf: () => 20 },
    ),
  endorse: (concern) => endorseConcern(concern, { organisationId: hub, peopleAffected: 12 }, {}),
  reject: (concern, { pick }) =>
    pick % 40 === 0 ? rejectConcern(concern, { reason: 'duplicate', text: words() }) : [],
  withdraw: (concern, { pick }) => (pick % 40 === 0 ? withdrawConcern(concern, { reason: 'other' }) : []),
  sweep: (concern, _step, now) => letClocksSpeak(concern, now),
};

const step = fc.record({
  command: fc.constantFrom(...Object.keys(commands)),
  pick: fc.nat({ max: 999 }),
  days: fc.nat({ max: 9 }),
  actor: fc.constantFrom('per_00000000000000000000000001', 'per_00000000000000000000000002'),
});

/** Runs a history of commands; those that are refused by a named error change nothing, as in the service. */
function live(steps: readonly Step[], check: (concern: Concern, facts: readonly ConcernFact[]) => void): void {
  let concern = told(submitted({ asks: 3 }));
  const facts: ConcernFact[] = [];
  let time = Date.parse('2026-11-02T17:00:00Z');
  for (const one of steps) {
    time += one.days * 86_400_000 + 60_000;
    const at = new Date(time).toISOString();
    let decision: ConcernDecision = [];
    try {
      decision = commands[one.command]?.(concern, one, given(at, { actor: one.actor })) ?? [];
    } catch (error) {
      if (!isAppError(error)) throw error;
    }
    const fresh = eventsOf(decision).map(
      (event): ConcernFact => ({ ...event, at, actor: one.actor, forumId }) as ConcernFact,
    );
    for (const fact of fresh) {
      concern = evolve(concern, fact);
      facts.push(fact);
    }
    check(concern, facts);
  }
}

const settled = (concern: Concern) => concern.asks.every(({ resolution }) => isFinalOutcome(resolution));

describe('a concern, whatever is done to it', () => {
  it('keeps the rules of its states', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
        live(steps, (concern) => {
          expect(concernState.safeParse(concern).error).toBeUndefined();
          const { status } = concern;
          const hasOpenReferral = concern.referrals.some(({ id }) => isReferralOpen(concern, id));
          if (status === 'answered' || status === 'concluded') expect(settled(concern)).toBe(true);
          if (status === 'concluded') expect(concern.asks.every(({ verdict }) => verdict)).toBe(true);
          if (status === 'referred' || status === 'under-review') expect(hasOpenReferral).toBe(true);
          if (status === 'received' || status === 'triaged') expect(hasOpenReferral).toBe(false);
          for (const ask of concern.asks) {
            expect(ask.finalAt !== undefined).toBe(isFinalOutcome(ask.resolution));
            if (ask.verdict) expect(isFinalOutcome(ask.resolution)).toBe(true);
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it('can always tell its clocks, and what it has to say next is never said already', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 80 }), (steps) => {
        live(steps, (concern, facts) => {
          const now = new Date(facts.at(-1)?.at ?? '2026-11-02T17:00:00Z');
          for (const clock of clocksOf(concern, calendar, now)) expect(clock.workingDaysLate).toBeGreaterThanOrEqual(0);
          const due = nextDueAt(concern, calendar);
          if (due) expect(eventsOf(letClocksSpeak(concern, given(due.toISOString()))).length).toBeGreaterThan(0);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('says nothing that its contract does not admit, and every event has its sentence', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) => {
        live(steps, (concern, facts) => {
          const fact = facts.at(-1);
          if (!fact) return;
          expect(() => parseEventStrict({ type: fact.type, data: fact.data })).not.toThrow();
          expect(tell(fact as unknown as Recorded<ConcernEvent>, concern).sentence).toMatch(/^[A-Z].*\.$/);
        });
      }),
      { numRuns: 40 },
    );
  });
});
