import type { Counters, NumberBlock } from './database.ts';
import { turns } from './turns.ts';

const defaultSize = 20;

/** Counters over whatever takes a block: single numbers come from the block that this process holds. */
export function numbersFrom(takeBlock: (name: string, size: number) => Promise<NumberBlock>): Counters {
  const held = new Map<string, { next: number; last: number }>();
  const waitForTurn = turns();
  return {
    takeBlock: (name, size = defaultSize) => takeBlock(name, size),
    next: (name) => {
      const block = held.get(name);
      if (block && block.next <= block.last) return Promise.resolve(block.next++);
      return waitForTurn.take(name, async () => {
        let current = held.get(name);
        if (!current || current.next > current.last) {
          const { first, last } = await takeBlock(name, defaultSize);
          current = { next: first, last };
          held.set(name, current);
        }
        return current.next++;
      });
    },
  };
}
