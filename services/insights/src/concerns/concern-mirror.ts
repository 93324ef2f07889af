import type {
  ClockKind,
  CommitmentState,
  ConsentScope,
  HandlingStatus,
  IdentityTier,
  Outcome,
  SettledVerdict,
  Visibility,
} from '@throughline/contracts';

/** Who did a thing, as a trace may say it: never a person. */
export type Doer = 'secretariat' | 'submitter' | 'system' | (string & {});

/** One link of the chain, as the concern's own events tell it. */
export interface LinkMirror {
  readonly kind: string;
  readonly id: string;
  readonly at: string;
  readonly by: Doer;
  /** The words that belong to it; who may read them is their owner's to say. */
  readonly textId?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Somebody's duty with a date. It is owed until it is met or falls away. */
export interface DutyMirror {
  readonly kind: ClockKind;
  readonly about: { readonly referralId?: string; readonly commitmentId?: string; readonly ask?: number };
  readonly owedBy: Doer;
  /** Of a review: the asks that are looked at again. The rest of their referral was settled before. */
  readonly reviewed?: readonly number[];
  readonly startedAt: string;
  readonly due: string;
  readonly isPaused: boolean;
  readonly pausedDays: number;
  readonly extendedByDays: number;
  readonly metAt?: string;
  readonly cancelledAt?: string;
}

export interface AskMirror {
  readonly number: number;
  readonly textId: string;
  readonly category?: string;
  readonly outcome?: Outcome;
  readonly reason?: string;
  readonly answerId?: string;
  readonly answeredAt?: string;
  readonly commitmentId?: string;
  readonly verdict?: SettledVerdict;
  readonly referralId?: string;
  readonly isUnderReview?: boolean;
}

interface ReferralMirror {
  readonly id: string;
  readonly institutionId: string;
  readonly acknowledgedAt?: string;
}

export interface CommitmentMirror {
  readonly id: string;
  readonly ask: number;
  readonly ownerId: string;
  readonly due: string;
  readonly state: CommitmentState;
}

/** What the read side keeps of one concern: codes, dates and links, never words. */
export interface ConcernMirror {
  readonly reference: string;
  readonly forumId: string;
  readonly status: HandlingStatus;
  readonly isOpen: boolean;
  readonly submitterId?: string;
  readonly submitterKind?: string;
  readonly identityTier: IdentityTier;
  readonly scopes: readonly ConsentScope[];
  readonly areas: readonly string[];
  readonly urgent: boolean;
  readonly category: string;
  readonly theme?: string;
  readonly visibility?: Visibility;
  readonly summaryTextId?: string;
  readonly submittedAt: string;
  readonly acknowledgedAt?: string;
  readonly updatedAt: string;
  readonly asks: readonly AskMirror[];
  readonly referrals: readonly ReferralMirror[];
  /** Every institution that it was ever referred to: whose officers may see it. */
  readonly institutions: readonly string[];
  readonly commitments: readonly CommitmentMirror[];
  /** Requests for information that wait for the submitter: of one referral's institution, or about the whole concern. */
  readonly awaitedInformation: readonly { readonly number: number; readonly referralId?: string }[];
  readonly duties: readonly DutyMirror[];
  /** The earliest due day that is still owed; {@link neverDue} when nothing is. Dashboards are read in this order. */
  readonly nextDue: string;
  readonly links: readonly LinkMirror[];
}

/** Sorts after every date. */
export const neverDue = '9999-12-31';
