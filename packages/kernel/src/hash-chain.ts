import { createHmac, hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What stands before an aggregate's first event. */
export const genesisHash = '0'.repeat(64);

/** JSON with one spelling per value (RFC 8785), so that equal things hash equally. Throws TypeError for what JSON cannot say. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not representable as JSON');
  return text;
}

/** SHA-256 of a text, in lower-case hex. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** HMAC-SHA-256 of a text under a secret, in lower-case hex. */
export const hmac = (secret: string, text: string): string => createHmac('sha256', secret).update(text).digest('hex');

/** An event in a chain: each names the hash of the one before it. */
export interface Chained {
  readonly previoushash: string;
  readonly hash: string;
}

/** The hash that an event must carry: over everything it says but `hash` and `traceparent` (transport, not fact). */
export function eventHash(event: object): string {
  const { hash: _own, traceparent: _traceparent, ...said } = event as Record<string, unknown>;
  return sha256(canonicalJson(said));
}

/** The first link of a chain that does not hold, or undefined when all do. `events` are in the order of their versions. */
export function firstBrokenLink<Event extends Chained>(
  events: readonly Event[],
  head = genesisHash,
): Event | undefined {
  let previous = head;
  for (const event of events) {
    if (event.previoushash !== previous || event.hash !== eventHash(event)) return event;
    previous = event.hash;
  }
  return undefined;
}
