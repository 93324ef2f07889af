import type { Wording } from './wording.ts';

/** Languages that people here are likely to write in; anything else can be sent through the API. */
const offered = [
  'en',
  'am',
  'ar',
  'bn',
  'cy',
  'es',
  'fa',
  'fr',
  'hi',
  'ku',
  'pa',
  'pl',
  'ps',
  'pt',
  'ro',
  'so',
  'sq',
  'ti',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh',
];

/** The choices of a language field, by name, the chosen one (the page's own at first) selected. */
export const languageChoices = (words: Wording, chosen: string | null) =>
  offered
    .map((value) => ({ value, text: words.languageName(value), selected: value === (chosen ?? words.language) }))
    .sort((one, other) => one.text.localeCompare(other.text, words.language));
