import { holds, organisationsOf, type Principal } from '@throughline/kernel';
import type { ConcernMirror } from './concern-mirror.ts';

/** What decides whether a reader may see that a concern exists. */
type Seen = Pick<ConcernMirror, 'forumId' | 'institutions' | 'submitterId' | 'visibility' | 'scopes'>;

/** The forums, institutions and submitters that a reader speaks for. */
interface Reading {
  /** As secretariat or chair. */
  readonly forums: readonly string[];
  /** As officer; a key speaks for its organisation in every way. */
  readonly institutions: readonly string[];
  /** Organisations, and the person: as who has submitted. */
  readonly submitters: readonly string[];
  /** Reads every concern (auditor, administrator). */
  readonly isAuditing: boolean;
}

const nothing: Reading = { forums: [], institutions: [], submitters: [], isAuditing: false };

/** As what somebody reads concerns. Who has signed in for nothing, and a key without `concerns:read`, is the public. */
function readingOf(principal: Principal): Reading {
  if (principal.kind === 'key') {
    if (!principal.scopes.includes('concerns:read')) return nothing;
    const own = [principal.organisationId];
    return { ...nothing, institutions: own, submitters: own };
  }
  if (principal.kind !== 'person') return nothing;
  const { id, roles } = principal;
  const over = (names: readonly string[], of: 'forumId' | 'organisationId') =>
    roles.filter(({ role }) => names.includes(role)).flatMap((role) => role[of] ?? []);
  return {
    forums: over(['secretariat', 'chair'], 'forumId'),
    institutions: over(['officer'], 'organisationId'),
    submitters: [id, ...organisationsOf(principal)],
    isAuditing: holds(principal, 'auditor') || holds(principal, 'administrator'),
  };
}

/** Whether the reader is one of the concern's own: submitter, secretariat, chair, an institution's officer, or who audits. */
export function isParty(principal: Principal, { forumId, institutions, submitterId }: Seen): boolean {
  const reading = readingOf(principal);
  return (
    reading.isAuditing ||
    reading.forums.includes(forumId) ||
    institutions.some((institution) => reading.institutions.includes(institution)) ||
    (submitterId !== undefined && reading.submitters.includes(submitterId))
  );
}

/** Whether anybody may see it: triaged as public, with consent for the public summary. */
export const isPublic = ({ visibility, scopes }: Seen): boolean =>
  visibility === 'public' && scopes.includes('public-summary');

/** The organisations through which a reader may see it if one of them has a seat on its forum; none where a seat does not help. */
export const throughSeatsOf = (principal: Principal, { visibility }: Seen): readonly string[] =>
  visibility === 'public' || visibility === 'members' ? readingOf(principal).submitters.filter(isOrganisation) : [];

const isOrganisation = (id: string) => id.startsWith('org_');
const none = { _id: { $in: [] } };
const within = (field: string, ids: readonly string[]) => (ids.length > 0 ? [{ [field]: { $in: [...ids] } }] : []);

/** The concerns that belong on a reader's dashboard, as a filter of the mirror; everything for who audits. */
export function dashboardFilter(principal: Principal): Record<string, unknown> {
  const { forums, institutions, submitters, isAuditing } = readingOf(principal);
  if (isAuditing) return {};
  const parts = [
    ...within('forumId', forums),
    ...within('institutions', institutions),
    ...within('submitterId', submitters),
  ];
  const [only] = parts;
  return (parts.length > 1 ? { $or: parts } : only) ?? none;
}

/**
 * The concerns of one submitter, of those where the reader may know who submitted (domain: "Identity tier"): a filter by
 * name must not tell what the concern itself keeps back.
 */
export function submitterFilter(principal: Principal, submitterId: string): Record<string, unknown> {
  const { forums, institutions, submitters } = readingOf(principal);
  if (submitters.includes(submitterId)) return { submitterId };
  return {
    submitterId,
    $or: [
      { identityTier: 'public' },
      ...within('forumId', forums),
      ...within('institutions', institutions).map((part) => ({ ...part, identityTier: 'institution' })),
    ],
  };
}
