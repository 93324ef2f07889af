import { areaCode, code, institutionStandards } from '@throughline/contracts';
import { idParam, ok, PreconditionRequired, writtenLine } from '@throughline/http';
import { NotFound } from '@throughline/kernel';
import { localDate } from '@throughline/working-days';
import { z } from 'zod';
import { networkZone } from '../organisations/network-zone.ts';
import { NotAnInstitution } from '../organisations/organisation.errors.ts';
import { organisationRepresentation, representOrganisation } from '../organisations/organisation-representation.ts';
import { policy } from '../policy.ts';
import { route } from '../route.ts';

export const setResponsibilitiesRoute = route({
  method: 'put',
  path: '/v1/organisations/:organisationId/responsibilities',
  summary: 'Set what an institution is responsible for',
  description: 'Whole. The first time it needs no `If-Match`.',
  may: 'responsibilities.set',
  ifMatch: 'optional',
  params: z.strictObject({ organisationId: idParam('org') }),
  body: z.strictObject({
    responsibilities: z
      .array(
        z.strictObject({
          category: code(),
          areas: z.array(areaCode).max(100).default([]),
          team: writtenLine({ max: 200 }),
        }),
      )
      .max(100),
    standards: institutionStandards.optional(),
  }),
  answers: { 200: organisationRepresentation },
  problems: [NotAnInstitution],
  handle: async ({ params: { organisationId }, body, principal, context, use }) => {
    // A foreign id answers as an unknown one does.
    if (!policy.allows(principal, 'responsibilities.set', { organisation: organisationId })) throw new NotFound();
    const { state } = await use.showOrganisation(organisationId, principal);
    if (state.responsibilities.length > 0 && !context.hasPrecondition) throw new PreconditionRequired();
    const outcome = await use.setResponsibilities(organisationId, body, context);
    return ok(representOrganisation(outcome.stored, localDate(context.now, networkZone)), { outcome });
  },
});

export const suggestRoutingRoute = route({
  method: 'get',
  path: '/v1/routing-suggestions',
  summary: 'Suggest institutions for a category and an area',
  may: 'routing.suggest',
  query: z.strictObject({ category: code(), area: areaCode.optional() }),
  answers: {
    200: z.strictObject({
      items: z.array(
        z.strictObject({
          institutionId: z.string(),
          names: z.array(z.strictObject({ text: z.string(), language: z.string() })),
          team: z.string().nullable(),
        }),
      ),
    }),
  },
  handle: async ({ query, use }) => ok({ items: await use.suggestRouting(query) }),
});
