import type { Text, Words } from '../api/representations.ts';

/** People's words as a page shows them: marked with their language, their direction left to the browser. */
export interface Fragment {
  readonly text: string;
  readonly language: string;
}

/** What stands in place of words, and why there are none. */
export type Quoted = { readonly said: Fragment } | { readonly absent: 'unavailable' | 'withheld' };

const isText = (words: NonNullable<Words>): words is Text => 'text' in words;

export function quoted(words: Words | undefined): Quoted {
  if (!words) return { absent: 'withheld' };
  return isText(words) ? { said: { text: words.text, language: words.language } } : { absent: 'unavailable' };
}

/** The words themselves, where there are any to show. */
export function fragment(words: Words | undefined): Fragment | undefined {
  const shown = quoted(words);
  return 'said' in shown ? shown.said : undefined;
}

/** Whether an owner of words did not answer in time. */
export const isUnavailable = (words: Words | undefined): boolean => {
  const shown = quoted(words);
  return 'absent' in shown && shown.absent === 'unavailable';
};

/** The name to show a reader of `language`: theirs, else English, else the first given. */
export function nameIn(names: readonly Text[], language: string): Fragment | undefined {
  const found =
    names.find((name) => name.language === language) ?? names.find((name) => name.language === 'en') ?? names[0];
  return found && { text: found.text, language: found.language };
}
