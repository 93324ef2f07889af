import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { changed, wordedIfAny } from './command-reply.ts';
import { AskNamedTwice, AskNotAnswered, AskUnknown, VerdictAlreadyGiven } from './concern.errors.ts';
import { concernParams, verdictsInput } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { giveVerdicts } from './give-verdicts.ts';

export const giveVerdictsRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/verdicts',
  summary: 'Judge what came of asks; the last verdict concludes the concern',
  may: 'concern.give-verdicts',
  params: concernParams,
  body: z.strictObject({ verdicts: verdictsInput }),
  bodyLimitKb: 128,
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, AskUnknown, AskNamedTwice, AskNotAnswered, VerdictAlreadyGiven],
  handle: async ({ params, body, context, use }) => {
    const command = { verdicts: body.verdicts.map((given) => ({ ...given, text: wordedIfAny(given.text) })) };
    return changed(
      await use.command({
        ...params,
        context,
        action: 'concern.give-verdicts',
        decide: (concern) => giveVerdicts(concern, command),
      }),
    );
  },
});
