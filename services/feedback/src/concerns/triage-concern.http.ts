import { NotAllowedNow } from '@throughline/kernel';
import { route } from '../route.ts';
import { changed, worded } from './command-reply.ts';
import { AskNamedTwice, AsksIncomplete, AskUnknown } from './concern.errors.ts';
import { concernParams, triageBody } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { triageConcern } from './triage-concern.ts';

export const triageConcernRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/triage',
  summary: 'Triage a concern: theme, asks in plain words, public summary, visibility',
  may: 'concern.triage',
  params: concernParams,
  body: triageBody,
  bodyLimitKb: 128,
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, AskUnknown, AskNamedTwice, AsksIncomplete],
  handle: async ({ params, body, context, use }) => {
    const command = {
      ...body,
      publicSummary: worded(body.publicSummary),
      asks: body.asks.map((ask) => ({ ...ask, text: worded(ask.text) })),
    };
    return changed(
      await use.command({
        ...params,
        context,
        action: 'concern.triage',
        decide: (concern) => triageConcern(concern, command),
      }),
    );
  },
});
