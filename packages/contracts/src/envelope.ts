import { z } from 'zod';
import type { Fact } from './define-event.ts';
import { isoInstant, sha256Hex } from './scalars.ts';

/** What stands as `previoushash` before an aggregate's first event. */
export const firstPreviousHash = '0'.repeat(64);

const opaque = z
  .string()
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.:-]*$/);

/**
 * CloudEvents 1.0, structured JSON. Reading is tolerant: extension attributes that are not known here are kept, because
 * the hash is over everything the envelope says.
 */
export const envelopeV1 = z.looseObject({
  specversion: z.literal('1.0'),
  /** UUIDv7 of the machine's clock; also the `Nats-Msg-Id`. */
  id: z.uuidv7().max(36),
  /** `/feedback`: the service that owns the aggregate. */
  source: z
    .string()
    .max(32)
    .regex(/^\/[a-z-]+$/),
  type: z
    .string()
    .max(128)
    .regex(/^org\.throughline\.[a-z-]+\.[a-z-]+\.v[1-9]\d{0,3}$/),
  /** The aggregate's id. */
  subject: z
    .string()
    .max(64)
    .regex(/^[a-z]{2,4}_[0-7][0-9a-hjkmnp-tv-z]{25}$/),
  /** The business time of the fact, in UTC. */
  time: isoInstant,
  datacontenttype: z.literal('application/json'),
  dataschema: z.url().max(160),
  /** The forum the aggregate belongs to, where it belongs to one. */
  forumid: opaque.exactOptional(),
  /** The aggregate's version, from 1, in ten digits: sorts as text. Read it with {@link versionOf}. */
  sequence: z
    .string()
    .max(10)
    .regex(/^(?!0{10})\d{10}$/),
  /** The same through everything that one request set off. */
  correlationid: opaque,
  /** The event that caused this one; absent where a person or key did. */
  causationid: opaque.exactOptional(),
  /** W3C Trace Context of the flow's origin; not part of the hash. */
  traceparent: z
    .string()
    .max(55)
    .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
    .exactOptional(),
  /** Who acted: the id of a person or key, `anonymous`, or `system:<service>`. */
  actor: opaque,
  /** The hash of the aggregate's event before this one; 64 zeros before the first. */
  previoushash: sha256Hex,
  /** SHA-256 of the canonical JSON of everything else but `traceparent`. */
  hash: sha256Hex,
  /** As written by its producer. What it means is in the catalogue, by `type`. */
  data: z.record(z.string(), z.unknown()),
});

/** A CloudEvents envelope of Throughline. */
export type Envelope = z.infer<typeof envelopeV1>;

/** What folds and projections receive: a domain event, with what its envelope says. */
export type Recorded<Event> = Event & {
  /** The event's own id. */
  readonly id: string;
  /** The aggregate's id. */
  readonly subject: string;
  /** The aggregate's version after this event, from 1. */
  readonly version: number;
  /** The business time of the fact: an instant in UTC. */
  readonly at: string;
  readonly actor: string;
  readonly forumId?: string;
  readonly correlationId: string;
  readonly causationId?: string;
};

/** The aggregate's version that an envelope stands for: its `sequence` as a number. */
export const versionOf = (envelope: Pick<Envelope, 'sequence'>): number => Number(envelope.sequence);

/** A version as an envelope's `sequence`: ten digits. */
export const sequenceOf = (version: number): string => String(version).padStart(10, '0');

/**
 * The recorded event of an envelope. Its data is taken as it stands (an owner reading its own journal, which was strict
 * when written); who reads another's events uses `parseEnvelope`, which calls this with data that was parsed.
 */
export function recordedOf(
  envelope: Envelope,
  data: Fact<Record<string, unknown>> = envelope.data,
): Recorded<{ readonly type: string; readonly data: Fact<Record<string, unknown>> }> {
  return {
    type: envelope.type,
    data,
    id: envelope.id,
    subject: envelope.subject,
    version: versionOf(envelope),
    at: envelope.time,
    actor: envelope.actor,
    correlationId: envelope.correlationid,
    ...(envelope.forumid === undefined ? {} : { forumId: envelope.forumid }),
    ...(envelope.causationid === undefined ? {} : { causationId: envelope.causationid }),
  };
}
