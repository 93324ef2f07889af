import { integerParam } from '@throughline/http';
import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { answerOutsideCompetence } from './answer-outside-competence.ts';
import { changed, worded } from './command-reply.ts';
import { AskAlreadyAnswered, AskAlreadyReferred, AskUnknown, TooManyParts } from './concern.errors.ts';
import { concernParam, outsideCompetenceBody } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';

export const answerOutsideCompetenceRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/asks/:number/outside-competence',
  summary: 'Answer that nobody in the network can do this, and say who might',
  may: 'concern.answer-outside-competence',
  params: z.strictObject({ concern: concernParam, number: integerParam({ min: 1, max: 20 }) }),
  body: outsideCompetenceBody,
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, AskUnknown, AskAlreadyAnswered, AskAlreadyReferred, TooManyParts],
  handle: async ({ params: { concern, number }, body, context, use }) => {
    const command = {
      ask: number,
      reason: body.reason,
      text: worded(body.text),
      plain: worded(body.plain),
      signpost: worded(body.signpost),
    };
    return changed(
      await use.command({
        concern,
        context,
        action: 'concern.answer-outside-competence',
        decide: (state, given) => answerOutsideCompetence(state, command, given),
      }),
    );
  },
});
