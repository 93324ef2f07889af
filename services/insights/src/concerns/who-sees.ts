import { holds, organisationsOf, type Principal } from '@throughline/kernel';
import type { ConcernMirror } from './concern-mirror.ts';

/** What decides whether a reader may see that a concern exists. */
type Seen = Pick<ConcernMirror, 'forumId' | 'institutions' | 'submitterId' | 'visibility' | 'scopes' | 'identityTier'>;

const mayRead = (principal: Principal) => principal.kind !== 'key' || principal.scopes.includes('concerns:read');

/** Whether the reader is one of the concern's own: submitter, secretariat, chair, an institution's officer, or who audits. */
export function isParty(principal: Principal, concern: Seen): boolean {
  if (!mayRead(principal)) return false;
  if (holds(principal, 'auditor') || holds(principal, 'administrator')) return true;
  if (holds(principal, 'secretariat', concern.forumId) || holds(principal, 'chair', concern.forumId)) return true;
  if (concern.institutions.some((institution) => holds(principal, 'officer', institution))) return true;
  if (concern.submitterId === undefined) return false;
  const isSubmitter = principal.kind === 'person' && principal.id === concern.submitterId;
  return isSubmitter || organisationsOf(principal).includes(concern.submitterId);
}

/** Whether anybody may see it: triaged as public, with consent for the public summary. */
export const isPublic = ({ visibility, scopes }: Seen): boolean =>
  visibility === 'public' && scopes.includes('public-summary');

/** Whether organisations with a seat on its forum may see it. */
export const isForMembers = ({ visibility }: Seen): boolean => visibility === 'public' || visibility === 'members';

/** The concerns that belong on a reader's dashboard, as a filter of the mirror; everything for who audits. */
export function dashboardFilter(principal: Principal): Record<string, unknown> {
  if (principal.kind === 'key') return { submitterId: principal.organisationId };
  if (principal.kind !== 'person') return { _id: { $in: [] } };
  if (holds(principal, 'auditor') || holds(principal, 'administrator')) return {};
  const { roles } = principal;
  const over = (names: readonly string[]) => roles.filter(({ role }) => names.includes(role));
  const forums = over(['secretariat', 'chair']).flatMap(({ forumId }) => forumId ?? []);
  const institutions = over(['officer']).flatMap(({ organisationId }) => organisationId ?? []);
  const submitters = over(['caseworker', 'representative']).flatMap(({ organisationId }) => organisationId ?? []);
  const parts = [
    ...(forums.length > 0 ? [{ forumId: { $in: forums } }] : []),
    ...(institutions.length > 0 ? [{ institutions: { $in: institutions } }] : []),
    ...(submitters.length > 0 ? [{ submitterId: { $in: submitters } }] : []),
  ];
  const [only] = parts;
  if (!only) return { _id: { $in: [] } };
  return parts.length === 1 ? only : { $or: parts };
}
