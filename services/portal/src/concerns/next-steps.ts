import { committingOutcomes, isFinalOutcome, outcomes } from '@throughline/contracts';
import type { Concern, Me } from '../api/representations.ts';

/** Something that this reader can do with a concern now: at once by a button, or through a form of its own. */
export interface Step {
  /** Which step it is; its words are `steps.<code>`. */
  readonly code: string;
  readonly path: string;
  readonly needsForm: boolean;
  /** Whom or what it is about, where there can be several. */
  readonly about?: { readonly organisationId?: string; readonly asks?: readonly number[] };
}

const holdsOver = (me: Me, role: string, id: string | null | undefined) =>
  me.roles.some((held) => held.role === role && id && (held.forumId === id || held.organisationId === id));

const isOneOf = <Code extends string>(codes: readonly Code[], value: string | null | undefined): value is Code =>
  codes.some((code) => code === value);

type Ask = Concern['asks'][number];

/** Whether nothing more is expected from an institution for this ask. */
export const isSettled = ({ outcome }: Ask): boolean => isOneOf(outcomes, outcome) && isFinalOutcome(outcome);

/** Whether this outcome has to come with a commitment. */
export const commits = (outcome: string): boolean => isOneOf(committingOutcomes, outcome);

/** The asks of a referral that still wait for its institution's word. */
export const openAsksOf = (concern: Concern, referralId: string): Ask[] =>
  concern.asks.filter((ask) => ask.referralId === referralId && (!isSettled(ask) || concern.status === 'under-review'));

function secretariatSteps(concern: Concern): Step[] {
  const path = `/concerns/${concern.id}`;
  const unreferred = concern.asks.filter((ask) => !ask.referralId && !isSettled(ask));
  return [
    ...(concern.status === 'received' && !concern.acknowledgedAt
      ? [{ code: 'acknowledge', path: `${path}/acknowledge`, needsForm: false }]
      : []),
    ...(['received', 'triaged'].includes(concern.status)
      ? [{ code: concern.status === 'triaged' ? 'triageAgain' : 'triage', path: `${path}/triage`, needsForm: true }]
      : []),
    ...(['triaged', 'referred'].includes(concern.status) && unreferred.length > 0
      ? [
          {
            code: 'refer',
            path: `${path}/refer`,
            needsForm: true,
            about: { asks: unreferred.map(({ number }) => number) },
          },
        ]
      : []),
  ];
}

function officerSteps(concern: Concern, me: Me): Step[] {
  if (!['referred', 'under-review'].includes(concern.status)) return [];
  const path = `/concerns/${concern.id}`;
  return concern.referrals
    .filter(({ institutionId }) => holdsOver(me, 'officer', institutionId))
    .flatMap((referral) => {
      const asks = openAsksOf(concern, referral.id).map(({ number }) => number);
      const about = { organisationId: referral.institutionId, asks };
      const drafts = concern.answers.filter(({ state, referralId }) => state === 'draft' && referralId === referral.id);
      return [
        ...(['pending', 'sent', 'delivered', 'failed'].includes(referral.state)
          ? [
              {
                code: 'acknowledgeReferral',
                path: `${path}/referrals/${referral.id}/acknowledge`,
                needsForm: false,
                about,
              },
            ]
          : []),
        ...drafts.map(({ id }) => ({ code: 'checkDraft', path: `${path}/answers/${id}`, needsForm: true, about })),
        ...(asks.length > 0 && !['returned', 'answered'].includes(referral.state)
          ? [
              {
                code: drafts.length > 0 ? 'changeDraft' : 'answer',
                path: `${path}/referrals/${referral.id}/answer`,
                needsForm: true,
                about,
              },
            ]
          : []),
      ];
    });
}

const commitmentSteps = (concern: Concern, me: Me): Step[] =>
  concern.commitments
    .filter(({ state, ownerId }) => ['open', 'missed'].includes(state) && holdsOver(me, 'officer', ownerId))
    .map(({ id, ask, ownerId }) => ({
      code: 'keepCommitment',
      path: `/concerns/${concern.id}/commitments/${id}/keep`,
      needsForm: false,
      about: { organisationId: ownerId, asks: [ask] },
    }));

/** The asks that wait for the submitter's verdict. */
export const asksForVerdict = (concern: Concern): Ask[] =>
  ['referred', 'answered'].includes(concern.status) ? concern.asks.filter((ask) => isSettled(ask) && !ask.verdict) : [];

function submitterSteps(concern: Concern, me: Me): Step[] {
  const submitter = concern.submitter?.organisationId;
  if (!holdsOver(me, 'caseworker', submitter) && !holdsOver(me, 'representative', submitter)) return [];
  const asks = asksForVerdict(concern).map(({ number }) => number);
  return asks.length > 0
    ? [{ code: 'giveVerdicts', path: `/concerns/${concern.id}/verdicts`, needsForm: true, about: { asks } }]
    : [];
}

/** What this reader can do with a concern now. Only what pages exist for; whether it is allowed stays the API's to say. */
export const nextSteps = (concern: Concern, me: Me): Step[] => [
  ...(holdsOver(me, 'secretariat', concern.forumId) ? secretariatSteps(concern) : []),
  ...officerSteps(concern, me),
  ...commitmentSteps(concern, me),
  ...submitterSteps(concern, me),
];
