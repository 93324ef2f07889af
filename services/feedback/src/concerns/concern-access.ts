import { holds, NotFound, organisationsOf, type Principal, type Relation } from '@throughline/kernel';
import type { Concern } from './concern.ts';
import { type Matter, type Reader, sees } from './concern-visibility.ts';

/** Whether an organisation has a seat on a forum now. */
export type IsSeated = (organisationId: string, forumId: string) => boolean;

/** As what a principal reads one concern, and for which institutions. */
export interface Reading {
  readonly as: ReadonlySet<Reader>;
  /** Institutions that the principal acts for and that the concern was referred to. */
  readonly institutions: ReadonlySet<string>;
  readonly sees: (matter: Matter) => boolean;
}

/** The organisation that submitted it; the forum where its own secretariat did, for then the secretariat speaks for it. */
const submitterOf = (concern: Concern): string | undefined =>
  concern.channel === 'meeting' ? concern.forumId : concern.submitterId;

/** As what the principal reads the concern. Nobody reads as the submitter of an anonymous one: the return code does. */
export function readingOf(concern: Concern, principal: Principal, isSeated: IsSeated): Reading {
  const { forumId } = concern;
  const as = new Set<Reader>(['public']);
  const own = organisationsOf(principal);
  const officerOf = principal.kind === 'key' ? own : own.filter((id) => holds(principal, 'officer', id));
  const institutions = new Set(
    concern.referrals.map(({ institutionId }) => institutionId).filter((id) => officerOf.includes(id)),
  );
  const isSecretariat = holds(principal, 'secretariat', forumId);
  if (isSecretariat || holds(principal, 'chair', forumId)) as.add('secretariat');
  if (holds(principal, 'auditor') || holds(principal, 'administrator')) as.add('auditor');
  if (institutions.size > 0) as.add('officer');
  if (concern.submitterId && own.includes(concern.submitterId)) as.add('submitter');
  if (concern.channel === 'meeting' && isSecretariat) as.add('submitter');
  if (own.some((id) => isSeated(id, forumId))) as.add('seated');
  const known = new Map<Matter, boolean>();
  return {
    as,
    institutions,
    sees(matter) {
      const answer = known.get(matter) ?? sees(as, matter, concern);
      known.set(matter, answer);
      return answer;
    },
  };
}

/** How the submitter's own commands are answered: it sees what it has just written. */
export const submitterReading: Reading = {
  as: new Set<Reader>(['submitter']),
  institutions: new Set(),
  sees: (matter) => matter !== 'drafts',
};

/** Throws NotFound where the reader may not know that the concern exists. */
export function requireKnown(reading: Reading): void {
  if (!reading.sees('states')) throw new NotFound();
}

/** How a concern hangs together with whom the policy speaks of. */
export const relationOf = (concern: Concern, more: Relation = {}): Relation => ({
  forum: concern.forumId,
  submitter: submitterOf(concern),
  ...more,
});
