import { integerParam } from '@throughline/http';
import { holds, NotAllowedNow, type Principal } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { requestInformation, supplyInformation } from './await-information.ts';
import { changed, madeUnder, worded } from './command-reply.ts';
import {
  InformationAlreadyAwaited,
  InformationAlreadySupplied,
  NotPartOfConcern,
  TooManyParts,
} from './concern.errors.ts';
import { type Concern, openReferrals } from './concern.ts';
import { concernParam, concernParams, explanationInput } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';

const body = z.strictObject({ text: explanationInput });

const institutionsAsked = (concern: Concern) => openReferrals(concern).map(({ institutionId }) => institutionId);

/** In whose name the bearer asks: the secretariat's, or that of the institution that holds a referral. */
const askerOf = (concern: Concern, principal: Principal): string =>
  holds(principal, 'secretariat', concern.forumId)
    ? 'secretariat'
    : (institutionsAsked(concern).find((id) => holds(principal, 'officer', id)) ?? 'secretariat');

export const requestInformationRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/information-requests',
  summary: 'Ask the submitter for information; clocks pause until it is supplied',
  may: 'concern.request-information',
  params: concernParams,
  body,
  answers: { 201: concernRepresentation },
  problems: [NotAllowedNow, InformationAlreadyAwaited, TooManyParts],
  handle: async ({ params, body: { text }, context, principal, use }) => {
    const words = worded(text);
    return madeUnder('information-requests')(
      await use.command({
        ...params,
        context,
        action: 'concern.request-information',
        about: (concern) => ({ institution: institutionsAsked(concern) }),
        decide: (concern, given) =>
          requestInformation(concern, { from: askerOf(concern, principal), text: words }, given),
      }),
    );
  },
});

export const supplyInformationRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/information-requests/:number/supply',
  summary: 'Supply the information that was asked for; clocks go on',
  may: 'concern.supply-information',
  params: z.strictObject({ concern: concernParam, number: integerParam({ min: 1, max: 1_000 }) }),
  body,
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, NotPartOfConcern, InformationAlreadySupplied],
  handle: async ({ params: { concern, number }, body: { text }, context, use }) => {
    const command = { number, text: worded(text) };
    return changed(
      await use.command({
        concern,
        context,
        action: 'concern.supply-information',
        decide: (state, given) => supplyInformation(state, command, given),
      }),
    );
  },
});
