import { isKept, type Words } from '@throughline/persistence';
import type { Concern } from './concern.ts';
import type { Reading } from './concern-access.ts';

/** What a reader would be shown of a concern's words: searching more than that would tell what hidden texts say. */
export function visibleText(
  { words, state }: { readonly words: Words; readonly state: Concern },
  reading: Reading,
): string {
  const ids = [
    ...(reading.sees('record') ? [state.summaryTextId, ...state.asks.map(({ textId }) => textId)] : []),
    ...(reading.sees('submission')
      ? [state.narrativeTextId, ...state.asks.map(({ submittedTextId }) => submittedTextId)]
      : []),
  ];
  const texts = ids.flatMap((id) => {
    const entry = id === undefined ? undefined : words[id];
    return isKept(entry) ? [entry.text] : [];
  });
  return texts.join(' ');
}

/** A text without case and accents, for comparing. */
export const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
