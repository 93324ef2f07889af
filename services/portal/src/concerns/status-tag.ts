import type { Wording } from '../layout/wording.ts';
import type { Phrase, Tone } from './clock-phrase.ts';

const toneByStatus: Readonly<Record<string, Tone>> = {
  received: 'blue',
  triaged: 'blue',
  referred: 'blue',
  'under-review': 'yellow',
  answered: 'green',
  concluded: 'green',
};

/** A handling status as a tag. */
export const statusTag = (status: string, words: Wording): Phrase => ({
  text: words.code('status', status),
  tone: toneByStatus[status] ?? 'grey',
});
