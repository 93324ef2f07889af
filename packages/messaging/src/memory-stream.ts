import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '@throughline/kernel';
import type { Delivery, Pull } from './pull.ts';

interface Message {
  readonly subject: string;
  readonly messageId: string;
  readonly body: Uint8Array;
  readonly traceparent: string | undefined;
}
interface Durable {
  /** The stream's next message that was not handed out yet. */
  next: number;
  isBehind: boolean;
  /** Handed out and not acknowledged: how often, and from when on it is handed out again. */
  readonly pending: Map<number, { deliveries: number; againAt: number }>;
}

/** A stream in memory with its durables. */
export interface MemoryStream {
  /** Stores a message, once per message id. */
  append(message: Message): void;
  pull(durable: string, filters: readonly string[]): Pull;
}

// What a killed process held comes again after this long, and everything behind it in its aggregate waits as long.
const ackWaitMs = 5_000;
const pullForMs = 1_000;
const lookEveryMs = 5;

export function memoryStream(clock: Clock): MemoryStream {
  const messages: (Message & { at: number })[] = [];
  const messageIds = new Set<string>();
  const durables = new Map<string, Durable>();
  let appended = Promise.withResolvers<void>();
  const nowMs = () => clock.now().getTime();

  function deliver(durable: Durable, sequence: number): Delivery {
    const message = messages[sequence - 1] as Message;
    const deliveries = (durable.pending.get(sequence)?.deliveries ?? 0) + 1;
    durable.pending.set(sequence, { deliveries, againAt: nowMs() + ackWaitMs });
    let isSettled = false;
    const once = (settle: () => void) => () => {
      if (!isSettled) settle();
      isSettled = true;
    };
    const again = (inMs: number) => durable.pending.set(sequence, { deliveries, againAt: nowMs() + inMs });
    return {
      body: message.body,
      sequence,
      deliveries,
      traceparent: message.traceparent,
      ack: once(() => durable.pending.delete(sequence)),
      nak: (delayMs) => once(() => again(delayMs))(),
      working: () => void (isSettled || again(ackWaitMs)),
    };
  }

  return {
    append(message) {
      if (messageIds.has(message.messageId)) return;
      messageIds.add(message.messageId);
      messages.push({ ...message, at: nowMs() });
      appended.resolve();
      appended = Promise.withResolvers<void>();
    },
    pull(name, filters) {
      const isWanted = ({ subject }: Message) => filters.some((filter) => subject.startsWith(filter.slice(0, -1)));
      const durable = () => {
        const found = durables.get(name);
        if (!found) throw new Error('the durable does not exist');
        return found;
      };
      function* due(): Generator<number> {
        const one = durable();
        for (const [sequence, { againAt }] of one.pending) if (againAt <= nowMs()) yield sequence;
        while (one.next <= messages.length) {
          const sequence = one.next++;
          if (isWanted(messages[sequence - 1] as Message)) yield sequence;
        }
      }
      return {
        async ensure(start) {
          const found = durables.get(name);
          if (found) return found.isBehind;
          const from = start instanceof Date ? messages.findIndex(({ at }) => at >= start.getTime()) : 0;
          const isLater = start === 'new' || from < 0;
          durables.set(name, { next: (isLater ? messages.length : from) + 1, isBehind: true, pending: new Map() });
          return true;
        },
        async markCaughtUp() {
          durable().isBehind = false;
        },
        async fetch(limit, take, stopping) {
          const until = performance.now() + pullForMs;
          for (let taken = 0; taken < limit && performance.now() < until && !stopping.aborted; ) {
            for (const sequence of due()) {
              take(deliver(durable(), sequence));
              if (++taken === limit) break;
            }
            if (taken < limit) await Promise.race([appended.promise, delay(lookEveryMs)]);
          }
        },
        async lag() {
          const one = durable();
          return messages.slice(one.next - 1).filter(isWanted).length + one.pending.size;
        },
      };
    },
  };
}
