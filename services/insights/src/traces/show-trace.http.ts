import { concernReference } from '@throughline/contracts';
import { idParam, ok } from '@throughline/http';
import { z } from 'zod';
import { route } from '../route.ts';
import { afterParam } from './after.ts';
import { VersionUnknown } from './trace.errors.ts';
import { representTrace, traceRepresentation } from './trace-representation.ts';

const idOrReference = z.union([idParam('con'), concernReference]);

export const showTraceRoute = route({
  method: 'get',
  path: '/v1/traces/:idOrReference',
  summary: 'Show the trace of a concern',
  description:
    'The whole chain in time order, with what is missing and whose turn it is. Public for public concerns. ' +
    '`after=<id>@<version>` waits up to 2 s for your own write; `Throughline-Behind` says that it cannot be taken in for now.',
  may: 'trace.read',
  params: z.strictObject({ idOrReference }),
  query: z.strictObject({ after: afterParam }),
  answers: { 200: traceRepresentation },
  problems: [VersionUnknown],
  handle: async ({ params, query: { after }, principal, context, use }) => {
    const arrival = after && (await use.awaitVersion(after));
    const { trace, version, today } = await use.findTrace(params.idOrReference, principal, context.now);
    const wanted = [...trace.links, ...trace.asks].flatMap(({ words }) => words ?? []);
    const words = await use.askForWords(wanted, context.token);
    return ok(representTrace(trace, words), {
      version,
      etagDate: today,
      noStore: !words.isWhole || arrival === 'behind',
      behind: arrival === 'behind' ? `${after?.aggregateId}@${after?.version}` : undefined,
    });
  },
});
