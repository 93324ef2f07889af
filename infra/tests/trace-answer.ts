import type { DemoClient } from '@throughline/embedded';
import { waitUntil } from '@throughline/testing';
import type { Missing } from './story-01.ts';

/** The parts of a trace that the stories look at. */
export interface TraceAnswer {
  readonly complete: boolean;
  readonly status: string;
  readonly missing: readonly (Missing & { readonly due: string | null; readonly overdueByDays: number })[];
  readonly links: readonly { readonly kind: string; readonly id: string; readonly by: string; readonly at: string }[];
  readonly asks: readonly {
    readonly number: number;
    readonly outcome: string | null;
    readonly verdict: string | null;
  }[];
}

const bare = ({ missing }: TraceAnswer): Missing[] =>
  missing.map(({ link, ask, owedBy }) => ({ link, ...(ask !== undefined && { ask }), owedBy }));

/**
 * Reads the trace until it misses just this: projections follow within moments, event by event, so a trace that misses
 * nothing is waited for until it is complete as well. Fails showing what it last missed.
 */
export async function traceThatMisses(
  reader: DemoClient,
  concernId: string,
  expected: readonly Missing[],
  timeoutMs = 30_000,
): Promise<TraceAnswer> {
  let last: TraceAnswer | undefined;
  try {
    return await waitUntil(
      'the trace misses what it should',
      async () => {
        last = (await reader.get(`/v1/traces/${concernId}`)) as unknown as TraceAnswer;
        const isThere = JSON.stringify(bare(last)) === JSON.stringify(expected);
        return isThere && (expected.length > 0 || last.complete) ? last : undefined;
      },
      { timeoutMs, everyMs: 50 },
    );
  } catch (cause) {
    expect(last && bare(last)).toEqual(expected);
    throw cause;
  }
}
