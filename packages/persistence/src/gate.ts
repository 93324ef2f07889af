import { type Envelope, versionOf } from '@throughline/contracts';
import { genesisHash } from '@throughline/kernel';
import { ForkFound, GapBefore } from './aggregate.errors.ts';

/** A document's gate: the version it has seen and its hash. */
export interface Gate {
  readonly seen: number;
  readonly head: string;
}

const closed: Gate = { seen: 0, head: genesisHash };

/**
 * What the gate makes of an event: the next one is to be taken, one at or below is done. Throws {@link GapBefore} for
 * one further on, {@link ForkFound} where two histories meet.
 */
export function passes(gate: Gate | undefined, envelope: Envelope): 'take' | 'done' {
  const { seen, head } = gate ?? closed;
  const version = versionOf(envelope);
  const fork = () => new ForkFound(envelope.subject, version);
  if (version < seen) return 'done';
  if (version === seen) {
    if (envelope.hash !== head) throw fork();
    return 'done';
  }
  if (version > seen + 1) throw new GapBefore(envelope.subject, seen, version);
  if (envelope.previoushash !== head) throw fork();
  return 'take';
}

/** The gate after an event. */
export const gateAfter = (envelope: Envelope): Gate => ({ seen: versionOf(envelope), head: envelope.hash });
