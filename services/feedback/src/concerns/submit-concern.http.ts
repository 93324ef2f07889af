import { created } from '@throughline/http';
import { KeyTaken } from '@throughline/persistence';
import { route } from '../route.ts';
import {
  ConsentLacksForum,
  DateImpossible,
  ExternalReferenceRefused,
  ForumUnknown,
  OrganisationNotVerified,
  SubmitterAmbiguous,
} from './concern.errors.ts';
import { submissionBody } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';

export const submitConcernRoute = route({
  method: 'post',
  path: '/v1/concerns',
  summary: 'Submit a concern',
  description:
    'For the bearer’s organisation, perhaps on behalf of others; the secretariat logs what was raised at a meeting. ' +
    'A submission of the tier `anonymous` answers with a `returnCode`, this once.',
  may: 'concern.submit',
  body: submissionBody,
  bodyLimitKb: 128,
  answers: { 201: concernRepresentation },
  problems: [
    ForumUnknown,
    OrganisationNotVerified,
    SubmitterAmbiguous,
    ConsentLacksForum,
    DateImpossible,
    ExternalReferenceRefused,
    KeyTaken,
  ],
  handle: async ({ body, context, use }) => {
    const { concern, outcome, today } = await use.accept(body, context);
    return created(concern, { id: concern.id, location: concern.links.self, outcome, etagDate: today });
  },
});
