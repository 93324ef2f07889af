import type { Delivery } from './pull.ts';

const mostHeld = 512;
const workingEveryMs = 1_500;

/** Messages that were pulled and are not settled: bounded, and kept from being handed out again while they wait. */
export interface Held {
  /** Holds a message until `settle` resolves, which never rejects. */
  until(settle: (delivery: Delivery) => Promise<void>): (delivery: Delivery) => void;
  /** How many more may be pulled, waiting until it is more than none; 0 once `stopping` is aborted. */
  room(stopping: AbortSignal): Promise<number>;
  end(): void;
}

export function holdMessages(): Held {
  const held = new Set<Delivery>();
  let roomMade = Promise.withResolvers<void>();
  const working = setInterval(() => {
    for (const delivery of held) delivery.working();
  }, workingEveryMs).unref();
  const tell = () => {
    roomMade.resolve();
    roomMade = Promise.withResolvers<void>();
  };
  return {
    until: (settle) => (delivery) => {
      held.add(delivery);
      void settle(delivery).finally(() => {
        held.delete(delivery);
        tell();
      });
    },
    async room(stopping) {
      stopping.addEventListener('abort', tell, { once: true });
      while (held.size >= mostHeld && !stopping.aborted) await roomMade.promise;
      stopping.removeEventListener('abort', tell);
      return stopping.aborted ? 0 : mostHeld - held.size;
    },
    end: () => clearInterval(working),
  };
}
