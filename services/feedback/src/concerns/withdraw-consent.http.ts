import { consentScope } from '@throughline/contracts';
import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { changed } from './command-reply.ts';
import { ConsentCannotGrow, ConsentLacksForum } from './concern.errors.ts';
import { concernParams } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { withdrawConsent } from './withdraw-consent.ts';

export const withdrawConsentRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/consent-withdrawal',
  summary: 'Take consent back, wholly or in part; words that nobody consents to any more are erased',
  may: 'concern.withdraw-consent',
  params: concernParams,
  body: z.strictObject({ scopeLeft: z.array(consentScope).max(3) }),
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, ConsentCannotGrow, ConsentLacksForum],
  handle: async ({ params, body, context, use }) => {
    const scopeLeft = [...new Set(body.scopeLeft)];
    return changed(
      await use.command({
        ...params,
        context,
        action: 'concern.withdraw-consent',
        decide: (concern, given) => withdrawConsent(concern, { scopeLeft }, given),
      }),
    );
  },
});
