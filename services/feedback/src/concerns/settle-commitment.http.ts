import { idParam } from '@throughline/http';
import { NotAllowedNow } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';
import { changed, wordedIfAny } from './command-reply.ts';
import { CommitmentNotYetDue, CommitmentSettled, NotPartOfConcern } from './concern.errors.ts';
import { concernParam, explanationInput } from './concern-inputs.ts';
import { concernRepresentation } from './concern-schemas.ts';
import { keepCommitment, missCommitment, requireCommitment } from './settle-commitment.ts';

const params = z.strictObject({ concern: concernParam, commitmentId: idParam('cmt') });
const body = z.strictObject({ text: explanationInput.optional() }).optional();
const answers = { 200: concernRepresentation };

export const keepCommitmentRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/commitments/:commitmentId/keep',
  summary: 'Record that a commitment was kept',
  may: 'concern.keep-commitment',
  params,
  body,
  answers,
  problems: [NotAllowedNow, NotPartOfConcern],
  handle: async ({ params: { concern, commitmentId }, body: sent, context, use }) => {
    const command = { commitmentId, text: wordedIfAny(sent?.text) };
    return changed(
      await use.command({
        concern,
        context,
        action: 'concern.keep-commitment',
        about: (state) => ({ owner: requireCommitment(state, commitmentId).ownerId }),
        decide: (state, given) => keepCommitment(state, command, given),
      }),
    );
  },
});

export const missCommitmentRoute = route({
  method: 'post',
  path: '/v1/concerns/:concern/commitments/:commitmentId/miss',
  summary: 'Record, after its date, that a commitment was not kept',
  may: 'concern.miss-commitment',
  params,
  body,
  answers,
  problems: [NotAllowedNow, NotPartOfConcern, CommitmentSettled, CommitmentNotYetDue],
  handle: async ({ params: { concern, commitmentId }, body: sent, context, use }) => {
    const command = { commitmentId, text: wordedIfAny(sent?.text) };
    return changed(
      await use.command({
        concern,
        context,
        action: 'concern.miss-commitment',
        decide: (state, given) => missCommitment(state, command, given),
      }),
    );
  },
});
