import { type Recorded, recordedOf } from '@throughline/contracts';
import type { mongo } from 'mongoose';
import type { EffectsDefinition } from './database.ts';
import { type Gate, passes } from './gate.ts';
import { mongoGates } from './gates.mongo.ts';
import type { Sink } from './sink.ts';
import type { StatedEvent } from './stated-event.ts';

/** A gate document of an effect consumer. */
export interface EffectGate extends Gate {
  readonly _id: string;
}

/** Effects first, each idempotent by itself, and the gate last: after a crash between them the effect runs again. */
export function mongoEffects<E extends StatedEvent>(
  gates: mongo.Collection<EffectGate>,
  definition: Pick<EffectsDefinition<E>, 'handle'>,
): Sink {
  const { seen, move } = mongoGates(gates);
  return {
    gatesItself: true,
    seen,
    async apply(envelope) {
      const at = await seen(envelope.subject);
      if (passes(at && { seen: at.version, head: at.hash }, envelope) === 'done') return;
      await definition.handle(recordedOf(envelope) as unknown as Recorded<E>, envelope);
      await move(envelope);
    },
    skip: move,
  };
}
