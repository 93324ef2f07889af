import { idParam } from '@throughline/http';
import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { madeUnder } from './command-reply.ts';
import {
  AskAlreadyAnswered,
  AskAlreadyReferred,
  AskNamedTwice,
  AskUnknown,
  InstitutionUnknown,
  TooManyParts,
} from './concern.errors.ts';
import { askNumbers, concernParams } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { referAsks } from './refer-asks.ts';

export const referAsksRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/referrals',
  summary: 'Refer asks to an institution',
  may: 'concern.refer',
  params: concernParams,
  body: z.strictObject({ institutionId: idParam('org'), asks: askNumbers }),
  answers: { 201: concernRepresentation },
  problems: [
    NotAllowedNow,
    InstitutionUnknown,
    AskUnknown,
    AskNamedTwice,
    AskAlreadyReferred,
    AskAlreadyAnswered,
    TooManyParts,
  ],
  handle: async ({ params, body, context, use }) =>
    madeUnder('referrals')(
      await use.command({
        ...params,
        context,
        action: 'concern.refer',
        decide: async (concern, given) => {
          const { standards } = await use.organisations.requireInstitution(body.institutionId);
          return referAsks(concern, { ...body, institutionStandards: standards }, given);
        },
      }),
    ),
});
