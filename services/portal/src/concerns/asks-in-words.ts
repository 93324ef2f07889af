import type { Wording } from '../layout/wording.ts';

/** Numbers of asks in words: `Ask 2`, `Asks 1, 2 and 3`. */
export const asksInWords = (numbers: readonly number[], words: Wording): string =>
  words.t('traces.asks', { count: numbers.length, numbers: words.list(numbers.map(String)) });
