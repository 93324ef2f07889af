import type { Envelope } from './envelope.ts';

/** When an event was written by the machine's clock: the first 48 bits of its id (UUIDv7, RFC 9562), in milliseconds. */
const writtenAt = ({ id }: Pick<Envelope, 'id'>): number => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

/** Whether an event was written before an instant. Its `time` will not do: that is the business clock, which moves. */
export const startedBefore = (envelope: Pick<Envelope, 'id'>, instant: Date): boolean =>
  writtenAt(envelope) < instant.getTime();
