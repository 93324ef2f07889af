import { anonymous, holds, type NewId, organisationsOf, type Policy, type Principal } from '@throughline/kernel';
import type { CommandContext, Counters, NewWords, Outcome } from '@throughline/persistence';
import { newWords } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import type { Forums } from '../network/forums.ts';
import type { Organisations } from '../network/organisations.ts';
import type { Action } from '../policy.ts';
import { SubmitterAmbiguous } from './concern.errors.ts';
import type { Concern, ConcernParticulars } from './concern.ts';
import { submitterReading } from './concern-access.ts';
import { type ConcernShown, representConcern, todayIn } from './concern-representation.ts';
import type { ConcernStore } from './concern-store.ts';
import type { ForumSetting } from './given.ts';
import type { ReturnCodes } from './return-codes.ts';
import { type SubmitConcern, submitConcern } from './submit-concern.ts';

/** A text as it was sent. */
interface SentText {
  readonly text: string;
  readonly language: string;
}

/** What somebody submits, parsed. */
export interface Submission
  extends Pick<SubmitConcern, 'category' | 'onBehalfOf' | 'identityTier' | 'areas' | 'urgent' | 'externalReference'> {
  readonly forumId: string;
  readonly narrative: SentText;
  readonly asks: readonly SentText[];
}

export interface AcceptDependencies {
  readonly concerns: ConcernStore;
  readonly forums: Forums;
  readonly organisations: Organisations;
  readonly counters: Counters;
  readonly returnCodes: ReturnCodes;
  readonly policy: Policy<Action>;
  readonly newId: NewId;
}

/** An accepted concern, shown to who submitted it. */
export interface Accepted {
  readonly concern: ConcernShown;
  readonly today: string;
  readonly outcome: Outcome<Concern, ConcernParticulars>;
}

const worded = ({ text, language }: SentText): NewWords => newWords(text, language);

/** Forum, year and running number: `NMF-2026-0042`. The year is the forum's own. */
async function nextReference({ counters }: AcceptDependencies, { forumId, code, calendar }: ForumSetting, now: Date) {
  const year = localDate(now, calendar.timeZone).slice(0, 4);
  const number = await counters.next(`${forumId}-${year}`);
  return `${code}-${year}-${String(number).padStart(4, '0')}`;
}

/** Caseworkers and keys submit for their organisation; the secretariat logs what was raised at a meeting. */
async function submitterFor({ organisations }: AcceptDependencies, principal: Principal, forumId: string) {
  const [own, ...others] = new Set(organisationsOf(principal));
  if (others.length > 0) throw new SubmitterAmbiguous();
  if (own) {
    const { kind } = await organisations.requireVerified(own);
    return { submitter: { id: own, kind }, channel: principal.kind === 'key' ? ('api' as const) : ('web' as const) };
  }
  const isSecretariat = principal.kind === 'person' && holds(principal, 'secretariat', forumId);
  const submitter = isSecretariat ? { id: principal.id, kind: 'person' as const } : undefined;
  return { submitter, channel: isSecretariat ? ('meeting' as const) : ('web' as const) };
}

/**
 * Accepts a concern with one insert and no read: forum and organisation are held in memory, and the reply is made of what
 * was written. For the tier `anonymous` neither organisation nor key goes any further than this function.
 */
export const acceptConcern =
  (dependencies: AcceptDependencies) =>
  async (submission: Submission, context: CommandContext, { publicly = false } = {}): Promise<Accepted> => {
    const { concerns, forums, policy, newId, returnCodes } = dependencies;
    const { forumId, narrative, asks, ...rest } = submission;
    const { now } = context;
    if (!publicly) policy.require(context.principal, 'concern.submit', { forum: forumId });
    const isAnonymous = submission.identityTier === 'anonymous';
    const code = isAnonymous ? await returnCodes.codeFor(context.commandKey) : undefined;
    const unnamed = code ? { ...context, principal: anonymous, commandKey: code.commandKey } : context;
    const outcome = await concerns.create(unnamed, newId('con'), async () => {
      const setting = await forums.requireOpen(forumId);
      const { submitter, channel } = publicly
        ? { submitter: undefined, channel: 'public' as const }
        : await submitterFor(dependencies, context.principal, forumId);
      const command: SubmitConcern = {
        ...rest,
        channel,
        reference: await nextReference(dependencies, setting, now),
        narrative: worded(narrative),
        asks: asks.map(worded),
        ...(code ? { returnCodeHash: code.hash } : { submitter }),
      };
      return submitConcern(command, { now, newId, setting, actor: '' });
    });
    const showing = { reading: submitterReading, calendar: (await forums.settingOf(forumId)).calendar, now };
    const shown = representConcern(outcome.stored, showing);
    return { outcome, today: todayIn(showing), concern: code ? { ...shown, returnCode: code.code } : shown };
  };
