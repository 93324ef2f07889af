import { idParam } from '@throughline/http';
import { Forbidden, NotAllowedNow, type Principal } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { changed, madeUnder, wordedIfAny } from './command-reply.ts';
import {
  AlreadyEndorsed,
  NotPartOfConcern,
  OrganisationNotVerified,
  OwnConcern,
  SubmitterAmbiguous,
  TooManyParts,
} from './concern.errors.ts';
import { concernParam, concernParams, explanationInput } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { endorseConcern, withdrawEndorsement } from './endorse-concern.ts';

/** The organisation that the bearer may bind: its key's, or the one that it represents. */
function representedBy(principal: Principal): string {
  const roles = principal.kind === 'person' ? principal.roles : [];
  const represented = roles.flatMap(({ role, organisationId }) =>
    role === 'representative' && organisationId ? [organisationId] : [],
  );
  const [own, ...others] = new Set(principal.kind === 'key' ? [principal.organisationId] : represented);
  if (!own) throw new Forbidden('Endorsing is for those who represent an organisation.');
  if (others.length > 0) throw new SubmitterAmbiguous();
  return own;
}

export const endorseConcernRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/endorsements',
  summary: 'Add your organisation’s voice to a concern',
  may: 'concern.endorse',
  params: concernParams,
  body: z.strictObject({ peopleAffected: z.int().min(1).max(1_000_000), text: explanationInput.optional() }),
  answers: { 201: concernRepresentation },
  problems: [NotAllowedNow, AlreadyEndorsed, OwnConcern, OrganisationNotVerified, SubmitterAmbiguous, TooManyParts],
  handle: async ({ params, body, context, principal, use }) => {
    const organisationId = representedBy(principal);
    const command = { organisationId, peopleAffected: body.peopleAffected, text: wordedIfAny(body.text) };
    return madeUnder('endorsements')(
      await use.command({
        ...params,
        context,
        action: 'concern.endorse',
        decide: async (concern, _given, { particulars }) => {
          await use.organisations.requireVerified(organisationId);
          return endorseConcern(concern, command, particulars);
        },
      }),
    );
  },
});

export const withdrawEndorsementRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/endorsements/:organisationId/withdraw',
  summary: 'Take your organisation’s voice back',
  may: 'concern.withdraw-endorsement',
  params: z.strictObject({ concern: concernParam, organisationId: idParam('org') }),
  answers: { 200: concernRepresentation },
  problems: [NotAllowedNow, NotPartOfConcern],
  handle: async ({ params: { concern, organisationId }, context, use }) =>
    changed(
      await use.command({
        concern,
        context,
        action: 'concern.withdraw-endorsement',
        about: () => ({ organisation: organisationId }),
        decide: (state, _given, { particulars }) => withdrawEndorsement(state, { organisationId }, particulars),
      }),
    ),
});
