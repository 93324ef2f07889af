import { organisationKind, organisationState } from '@throughline/contracts';
import { idParam, listOf, listQuery, ok, page } from '@throughline/http';
import { idPattern } from '@throughline/kernel';
import { localDate } from '@throughline/working-days';
import { z } from 'zod';
import { route } from '../route.ts';
import { networkZone } from './network-zone.ts';
import { organisationRepresentation, representOrganisation } from './organisation-representation.ts';

const oneId = idPattern('org');
const idList = z
  .string()
  .max(3_200)
  .transform((text) => text.split(','))
  .refine((ids) => ids.length <= 100 && ids.every((id) => oneId.test(id)), 'must be up to 100 ids with commas between')
  .optional()
  .meta({ description: 'Up to 100 ids with commas between, to ask for many names at once' });

export const showOrganisationRoute = route({
  method: 'get',
  path: '/v1/organisations/:organisationId',
  summary: 'Show an organisation',
  may: 'organisation.read',
  params: z.strictObject({ organisationId: idParam('org') }),
  answers: { 200: organisationRepresentation },
  handle: async ({ params: { organisationId }, principal, context, use }) => {
    const stored = await use.showOrganisation(organisationId, principal);
    return ok(representOrganisation(stored, localDate(context.now, networkZone)));
  },
});

export const listOrganisationsRoute = route({
  method: 'get',
  path: '/v1/organisations',
  summary: 'List organisations',
  description:
    'In the order of their ids, which is that of their registration; with `updatedSince` the longest unchanged first.',
  may: 'organisation.read',
  query: listQuery({
    ids: idList,
    forum: idParam('frm').optional(),
    kind: organisationKind.optional(),
    state: organisationState.optional(),
  }),
  answers: { 200: listOf(organisationRepresentation) },
  handle: async ({ query, principal, context, use }) => {
    const today = localDate(context.now, networkZone);
    const { items, next, prev } = await use.listOrganisations(query, { principal, today });
    return page(
      items.map((stored) => representOrganisation(stored, today)),
      { next, prev },
    );
  },
});
