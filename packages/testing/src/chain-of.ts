import {
  aggregateOfId,
  aggregates,
  type CatalogueEvent,
  type Envelope,
  firstPreviousHash,
  sequenceOf,
  streams,
} from '@throughline/contracts';
import { eventHash, newUuid } from '@throughline/kernel';

interface Told {
  /** Business time; default: a month before the stories begin. */
  readonly at?: string;
}

/**
 * The envelopes of one aggregate, numbered and chained as its owner would: call what it returns with one event after the
 * other. Throws RangeError for an id that is no aggregate's.
 */
export function chainOf(subject: string, { forumId }: { readonly forumId?: string } = {}) {
  const aggregate = aggregateOfId(subject);
  if (!aggregate) throw new RangeError(`${subject} is no aggregate's id`);
  const { source } = streams[aggregates[aggregate].context];
  let previoushash = firstPreviousHash;
  let version = 0;
  return (event: CatalogueEvent, { at = '2026-10-01T09:00:00.000Z' }: Told = {}): Envelope => {
    version += 1;
    const unsealed = {
      specversion: '1.0' as const,
      id: newUuid(),
      source,
      type: event.type,
      subject,
      time: at,
      datacontenttype: 'application/json' as const,
      dataschema: `urn:throughline:schema:${event.type.replace('org.throughline.', '')}`,
      ...(forumId && { forumid: forumId }),
      sequence: sequenceOf(version),
      correlationid: 'test',
      actor: 'system:test',
      previoushash,
      data: { ...event.data } as Record<string, unknown>,
    };
    const sealed = { ...unsealed, hash: eventHash(unsealed) };
    previoushash = sealed.hash;
    return sealed;
  };
}
