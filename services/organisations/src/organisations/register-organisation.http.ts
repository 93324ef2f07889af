import { areaCode, code, languageTag, organisationKind, sector, theme } from '@throughline/contracts';
import { created, textInput, writtenLine } from '@throughline/http';
import { localDate } from '@throughline/working-days';
import { z } from 'zod';
import { route } from '../route.ts';
import { networkZone } from './network-zone.ts';
import { organisationRepresentation, representOrganisation } from './organisation-representation.ts';

const registerOrganisationBody = z.strictObject({
  kind: organisationKind,
  sector,
  names: z
    .array(textInput({ max: 200 }))
    .min(1)
    .max(20),
  description: textInput({ max: 5_000 }).optional(),
  languages: z.array(languageTag).max(50).default([]),
  communities: z.array(code()).max(50).default([]),
  themes: z.array(theme).max(4).default([]),
  areas: z.array(areaCode).max(200).default([]),
  identifiers: z
    .array(z.strictObject({ scheme: writtenLine({ max: 40 }), value: writtenLine({ max: 80 }) }))
    .max(20)
    .default([]),
});

export const registerOrganisationRoute = route({
  method: 'post',
  path: '/v1/organisations',
  summary: 'Register an organisation',
  description: 'The record is proposed; a secretariat verifies it.',
  may: 'organisation.register',
  body: registerOrganisationBody,
  answers: { 201: organisationRepresentation },
  handle: async ({ body, context, use }) => {
    const outcome = await use.registerOrganisation(body, context);
    const shown = representOrganisation(outcome.stored, localDate(context.now, networkZone));
    return created(shown, { location: `/v1/organisations/${shown.id}`, outcome });
  },
});
