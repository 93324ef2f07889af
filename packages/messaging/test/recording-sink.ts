import { type Envelope, versionOf } from '@throughline/contracts';
import type { Seen, Sink } from '../src/sink.ts';

/** A sink in memory that refuses to be used wrongly, and remembers each effect in the order of its happening. */
export interface RecordingSink extends Sink {
  readonly applied: Envelope[];
  readonly skipped: Envelope[];
  /** The versions of an aggregate that had their effect, in order. */
  versionsOf(aggregateId: string): number[];
  /** Runs before an effect; what it throws is what the handler throws. */
  before: (envelope: Envelope) => Promise<void> | void;
}

export function recordingSink(): RecordingSink {
  const gates = new Map<string, Seen>();
  const running = new Set<string>();
  const move = ({ subject, sequence, hash }: Envelope) => gates.set(subject, { version: Number(sequence), hash });
  return {
    applied: [],
    skipped: [],
    before: () => undefined,
    versionsOf(aggregateId) {
      return this.applied.filter(({ subject }) => subject === aggregateId).map(versionOf);
    },
    seen: async (aggregateId) => gates.get(aggregateId),
    async apply(envelope) {
      const { subject } = envelope;
      if (running.has(subject)) throw new Error(`two effects at once for ${subject}`);
      running.add(subject);
      try {
        await this.before(envelope);
        if (versionOf(envelope) !== (gates.get(subject)?.version ?? 0) + 1) throw new Error('not the next version');
        this.applied.push(envelope);
        move(envelope);
      } finally {
        running.delete(subject);
      }
    },
    async skip(envelope) {
      this.skipped.push(envelope);
      if (versionOf(envelope) > (gates.get(envelope.subject)?.version ?? 0)) move(envelope);
    },
    async forget(aggregateId) {
      gates.delete(aggregateId);
      const kept = this.applied.filter(({ subject }) => subject !== aggregateId);
      this.applied.splice(0, this.applied.length, ...kept);
    },
  };
}
