import { code } from '@throughline/contracts';
import { idParam, ok } from '@throughline/http';
import { holds, NotFound, organisationsOf } from '@throughline/kernel';
import { localDate } from '@throughline/working-days';
import { z } from 'zod';
import { policy } from '../policy.ts';
import { route } from '../route.ts';
import type { ChangeStanding } from './change-standing.ts';
import { networkZone } from './network-zone.ts';
import { SuccessorUnknown } from './organisation.errors.ts';
import { organisationRepresentation, representOrganisation } from './organisation-representation.ts';
import type { StoredOrganisation } from './organisation-store.ts';

const params = z.strictObject({ organisationId: idParam('org') });
const answers = { 200: organisationRepresentation };
const represent = (stored: StoredOrganisation, now: Date) => representOrganisation(stored, localDate(now, networkZone));

const standingRoute = <Body extends z.ZodObject>(
  path: string,
  summary: string,
  body: Body,
  commandOf: (body: z.output<Body>) => ChangeStanding,
) =>
  route({
    method: 'post',
    path: `/v1/organisations/:organisationId/${path}`,
    summary,
    may: 'organisation.keep',
    params,
    body,
    answers,
    problems: [SuccessorUnknown],
    handle: async ({ params: { organisationId }, body: given, context, use }) => {
      const outcome = await use.changeStanding(organisationId, commandOf(given as z.output<Body>), context);
      return ok(represent(outcome.stored, context.now), { outcome });
    },
  });

export const standingRoutes = [
  standingRoute('verify', 'Verify a proposed record', z.strictObject({}), () => ({ do: 'verify' })),
  standingRoute(
    'make-dormant',
    'Let an organisation rest',
    z.strictObject({ reason: code().optional() }),
    ({ reason }) => ({ do: 'makeDormant', reason }),
  ),
  standingRoute('reactivate', 'Let a dormant organisation take part again', z.strictObject({}), () => ({
    do: 'reactivate',
  })),
  standingRoute(
    'close',
    'Close a record',
    z.strictObject({ reason: code(), successorId: idParam('org').optional() }),
    ({ reason, successorId }) => ({ do: 'close', reason, successorId }),
  ),
] as const;

export const assureRoute = route({
  method: 'post',
  path: '/v1/organisations/:organisationId/assure',
  summary: 'Confirm that a record is still right',
  may: 'organisation.assure',
  params,
  body: z.strictObject({}),
  answers,
  handle: async ({ params: { organisationId }, principal, context, use }) => {
    // A foreign id answers as an unknown one does.
    if (!policy.allows(principal, 'organisation.assure', { organisation: organisationId })) throw new NotFound();
    const own = organisationsOf(principal).includes(organisationId) && !holds(principal, 'secretariat');
    const outcome = await use.assure(organisationId, own ? { organisationId } : {}, context);
    return ok(represent(outcome.stored, context.now), { outcome });
  },
});
