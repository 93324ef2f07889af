import type { Me, Trace } from '../api/representations.ts';

const seesAll = new Set(['secretariat', 'chair', 'auditor', 'administrator']);

/** Whether a reader has a use for the concern's working page; whether they may see it stays the API's to say. */
export function worksOn(me: Me, trace: Trace): boolean {
  const institutions = new Set(trace.links.map(({ data }) => data?.institutionId));
  return me.roles.some(
    ({ role, organisationId }) => seesAll.has(role) || (role === 'officer' && institutions.has(organisationId)),
  );
}
