import type { ConsentScope, IdentityTier, Visibility } from '@throughline/contracts';

/** As what somebody reads a concern. One principal may be several of these, and then sees what any of them sees. */
export const readers = ['submitter', 'secretariat', 'officer', 'seated', 'auditor', 'public'] as const;
export type Reader = (typeof readers)[number];

/**
 * What there is to see: `submission` (narrative and asks as submitted), `record` (public summary, asks as triaged, published
 * answers, verdicts, trace), `identity` (who submitted), `drafts` (of answers, of the own institution), `states` (dates,
 * counts and codes; who does not see these does not learn that the concern exists).
 */
export const matters = ['submission', 'record', 'identity', 'drafts', 'states'] as const;
export type Matter = (typeof matters)[number];

/** What decides: the consent's scopes, the identity tier, and the visibility since the triage (none before it). */
export interface Openness {
  readonly consentScope: readonly ConsentScope[];
  readonly identityTier: IdentityTier;
  readonly visibility?: Visibility | undefined;
}

type Rule = (openness: Openness) => boolean;

const always: Rule = () => true;
const never: Rule = () => false;
const consents =
  (scope: ConsentScope): Rule =>
  ({ consentScope }) =>
    consentScope.includes(scope);
const tierIn =
  (...tiers: readonly IdentityTier[]): Rule =>
  ({ identityTier }) =>
    tiers.includes(identityTier);
const visibleAs =
  (...visibilities: readonly Visibility[]): Rule =>
  ({ visibility }) =>
    visibility !== undefined && visibilities.includes(visibility);
const both =
  (one: Rule, other: Rule): Rule =>
  (openness) =>
    one(openness) && other(openness);

const asMember = visibleAs('public', 'members');
const asPublic = both(visibleAs('public'), consents('public-summary'));

/** The table "Who sees what" of design/domain.md, cell by cell. */
const whoSeesWhat: Readonly<Record<Matter, Readonly<Record<Reader, Rule>>>> = {
  submission: {
    submitter: always,
    secretariat: consents('forum'),
    officer: consents('institution'),
    seated: never,
    auditor: never,
    public: never,
  },
  record: {
    submitter: always,
    secretariat: always,
    officer: always,
    seated: asMember,
    auditor: always,
    public: asPublic,
  },
  identity: {
    submitter: always,
    secretariat: tierIn('public', 'institution', 'forum'),
    officer: tierIn('public', 'institution'),
    seated: tierIn('public'),
    auditor: tierIn('public'),
    public: tierIn('public'),
  },
  drafts: { submitter: never, secretariat: never, officer: always, seated: never, auditor: never, public: never },
  states: {
    submitter: always,
    secretariat: always,
    officer: always,
    seated: asMember,
    auditor: always,
    public: asPublic,
  },
};

/** Whether somebody who reads as any of `as` sees a matter. Who may not know of the concern sees none of it. */
export function sees(as: Iterable<Reader>, matter: Matter, openness: Openness): boolean {
  const knowing = [...as].filter((reader) => whoSeesWhat.states[reader](openness));
  return knowing.some((reader) => whoSeesWhat[matter][reader](openness));
}
