import { idParam, Malformed, ok, problemDocument } from '@throughline/http';
import { isAppError } from '@throughline/kernel';
import { z } from 'zod';
import { route } from '../route.ts';

const mostItems = 500;

const problemShown = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'BatchProblem' });

const itemShown = z.strictObject({
  externalReference: z.string().nullable(),
  status: z.int(),
  id: idParam('con').optional(),
  problem: problemShown.optional(),
});

/** How an item that does not parse is refused: as a single submission with the same faults would be. */
export const malformedItem = (issues: readonly z.core.$ZodIssue[]) =>
  new Malformed(
    issues.map(({ path, code, message }) => ({
      pointer: path.map((part) => `/${String(part)}`).join(''),
      code: code.replaceAll('_', '-'),
      message,
    })),
  );

export const acceptBatchRoute = route({
  method: 'post',
  path: '/v1/concerns/batch',
  summary: 'Submit up to 500 concerns, each with an outcome of its own',
  description:
    'Each item is a body of `POST /v1/concerns` with its `externalReference`, which makes the batch repeatable: what was ' +
    'accepted before answers again with its id.',
  may: 'concern.submit-batch',
  body: z.strictObject({ items: z.array(z.record(z.string(), z.unknown())).min(1).max(mostItems) }),
  bodyLimitKb: 4 * 1024,
  answers: { 200: z.strictObject({ items: z.array(itemShown) }) },
  handle: async ({ body, context, use }) => {
    const outcomes = await use.acceptBatch(body.items, context);
    return ok({
      items: outcomes.map((outcome) => {
        const { externalReference } = outcome;
        if ('id' in outcome) return { externalReference, status: 201, id: outcome.id };
        if (!isAppError(outcome.error)) throw outcome.error;
        const problem = problemDocument(outcome.error, context.requestId);
        return { externalReference, status: problem.status, problem };
      }),
    });
  },
});
