import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { changed, worded } from './command-reply.ts';
import { AskNamedTwice, AskNotAnswered, AskUnknown } from './concern.errors.ts';
import { askNumbers, concernParams, explanationInput, reopenReason } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { standardsFor } from './given.ts';
import { reopenConcern } from './reopen-concern.ts';

export const reopenConcernRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/reopen',
  summary: 'Have answered asks looked at again, by somebody else',
  may: 'concern.reopen',
  params: concernParams,
  body: z.strictObject({ asks: askNumbers, reason: reopenReason, text: explanationInput }),
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, AskUnknown, AskNamedTwice, AskNotAnswered],
  handle: async ({ params, body, context, use }) => {
    const command = { ...body, text: worded(body.text) };
    return changed(
      await use.command({
        ...params,
        context,
        action: 'concern.reopen',
        decide: async (concern, given) => {
          const institutions = concern.referrals.map(({ institutionId }) => institutionId);
          const own = await use.organisations.standardsOf(institutions);
          const reviewDaysOf = (id: string) => standardsFor(given.setting, own.get(id)).reviewDays;
          return reopenConcern(concern, command, { ...given, reviewDaysOf });
        },
      }),
    );
  },
});
