import { idParam } from '@throughline/http';
import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { changed, worded } from './command-reply.ts';
import {
  InstitutionUnknown,
  NextInstitutionMismatch,
  NotPartOfConcern,
  ReferralAlreadyExtended,
  ReferralClosed,
} from './concern.errors.ts';
import type { Concern } from './concern.ts';
import { concernParam, explanationInput, extensionReason, returnReason } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { requireReferral } from './given.ts';
import { acknowledgeReferral, extendReferral, returnReferral } from './referral-steps.ts';

const params = z.strictObject({ concern: concernParam, referralId: idParam('ref') });
const answers = { 200: concernRepresentation };

/** Whose referral it is: the policy asks for an officer of that institution. */
const ofReferral = (referralId: string) => (concern: Concern) => ({
  institution: requireReferral(concern, referralId).institutionId,
});

export const acknowledgeReferralRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/referrals/:referralId/acknowledge',
  summary: 'Acknowledge a referral',
  may: 'concern.acknowledge-referral',
  params,
  answers,
  problems: [NotAllowedNow, NotPartOfConcern, ReferralClosed],
  handle: async ({ params: { concern, referralId }, context, use }) =>
    changed(
      await use.command({
        concern,
        context,
        action: 'concern.acknowledge-referral',
        about: ofReferral(referralId),
        decide: (state) => acknowledgeReferral(state, referralId),
      }),
    ),
});

export const returnReferralRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/referrals/:referralId/return',
  summary: 'Return a referral as not ours, naming whose it is where that is known',
  may: 'concern.return-referral',
  params,
  body: z.strictObject({ reason: returnReason, text: explanationInput, nextInstitutionId: idParam('org').optional() }),
  answers,
  problems: [NotAllowedNow, NotPartOfConcern, ReferralClosed, NextInstitutionMismatch, InstitutionUnknown],
  handle: async ({ params: { concern, referralId }, body, context, use }) => {
    const command = { ...body, referralId, text: worded(body.text) };
    return changed(
      await use.command({
        concern,
        context,
        action: 'concern.return-referral',
        about: ofReferral(referralId),
        decide: async (state) => {
          if (body.nextInstitutionId) await use.organisations.requireInstitution(body.nextInstitutionId);
          return returnReferral(state, command);
        },
      }),
    );
  },
});

export const extendReferralRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/referrals/:referralId/extend',
  summary: 'Extend the time for an answer, once',
  may: 'concern.extend-referral',
  params,
  body: z.strictObject({ workingDays: z.int().min(1).max(20), reason: extensionReason, text: explanationInput }),
  answers,
  problems: [NotAllowedNow, NotPartOfConcern, ReferralClosed, ReferralAlreadyExtended],
  handle: async ({ params: { concern, referralId }, body, context, use }) => {
    const command = { ...body, referralId, text: worded(body.text) };
    return changed(
      await use.command({
        concern,
        context,
        action: 'concern.extend-referral',
        about: ofReferral(referralId),
        decide: (state, given) => extendReferral(state, command, given),
      }),
    );
  },
});
