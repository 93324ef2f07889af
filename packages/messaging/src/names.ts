import {
  type Aggregate,
  aggregates,
  type Context,
  type Envelope,
  type StreamName,
  streams,
  subjectsOfAggregate,
  subjectsOfContext,
} from '@throughline/contracts';
import type { Subscription } from './broker.ts';

/** Names in the broker. With a prefix several stacks share one: stream `T1_FEEDBACK`, subjects `t1.evt.feedback.…`. */
export interface Names {
  readonly contexts: readonly Context[];
  stream(stream: StreamName): string;
  subjectsOf(context: Context): string;
  subject(envelope: Envelope): string;
  /** The filters of a subscription. Throws RangeError unless each aggregate is one of the stream's. */
  filters(subscription: Pick<Subscription, 'stream' | 'aggregates'>): string[];
}

const typeForm = /^org\.throughline\.([a-z-]+)\.([a-z-]+\.v\d+)$/;
const isAggregate = (name: string | undefined): name is Aggregate =>
  name !== undefined && Object.hasOwn(aggregates, name);

/** The stream that holds an event, by the aggregate in its type. Throws RangeError for an aggregate of no context. */
export function addressOf({ type }: Pick<Envelope, 'type'>): { stream: StreamName; subject: string } {
  const [, aggregate, rest] = typeForm.exec(type) ?? [];
  if (!isAggregate(aggregate)) throw new RangeError(`${type} belongs to no context`);
  const { context } = aggregates[aggregate];
  return { stream: streams[context].stream, subject: `evt.${context}.${aggregate}.${rest}` };
}

/** The durable of a subscription: one per service, purpose and stream. */
export const durableOf = ({ service, purpose, stream }: Pick<Subscription, 'service' | 'purpose' | 'stream'>): string =>
  `${service}-${purpose}-${stream.toLowerCase()}`;

/** Names under a prefix of letters, digits and `-`; '' for none. */
export function namesUnder(prefix: string): Names {
  const before = prefix ? `${prefix.toLowerCase()}.` : '';
  return {
    contexts: Object.keys(streams) as Context[],
    stream: (stream) => (prefix ? `${prefix}_${stream}` : stream),
    subjectsOf: (context) => before + subjectsOfContext(context),
    subject: (envelope) => before + addressOf(envelope).subject,
    filters({ stream, aggregates: wanted }) {
      const foreign = wanted.find((name) => !isAggregate(name) || streams[aggregates[name].context].stream !== stream);
      if (foreign !== undefined) throw new RangeError(`${foreign} is no aggregate of the stream ${stream}`);
      if (wanted.length === 0) throw new RangeError(`a consumer of ${stream} names no aggregate`);
      return wanted.map((name) => before + subjectsOfAggregate(name));
    },
  };
}
