import type { i18n } from 'i18next';

/** How things are said to one reader: their language, and times as the forum's clock on the wall shows them. */
export interface Wording {
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly timeZone: string;
  readonly t: (key: string, values?: Record<string, unknown>) => string;
  /** A list of strings, or of records of strings, kept under one key. */
  readonly lines: (key: string) => unknown;
  /** A code of a list in words; a code that a network added and we have no words for is spelled out. */
  readonly code: (list: string, value: string) => string;
  /** `2026-12-01` or an instant, as `1 December 2026`. */
  readonly date: (value: string) => string;
  /** An instant, as `2 November 2026 at 4:50 pm`. */
  readonly dateTime: (value: string) => string;
  /** A language's name, `Somali` for `so`. */
  readonly languageName: (tag: string) => string;
  /** Joined as a sentence joins them: `1, 2 and 3`. */
  readonly list: (parts: readonly string[]) => string;
  readonly inZone: (timeZone: string) => Wording;
}

const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language);
const isDateOnly = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);
const spelledOut = (code: string) => {
  const spaced = code.replaceAll('-', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

export function wording(languages: i18n, language: string, timeZone = 'Europe/London'): Wording {
  const locale = localeOf(language);
  const translate = languages.getFixedT(language);
  const day = (value: string) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: isDateOnly(value) ? 'UTC' : timeZone,
    }).format(new Date(value));
  return {
    language,
    dir: languages.dir(language),
    timeZone,
    t: (key, values = {}) => translate(key, values),
    lines: (key) => translate(key, { returnObjects: true }),
    code(list, value) {
      const key = `codes.${list}.${value}`;
      return languages.exists(key, { lng: language }) ? translate(key) : spelledOut(value);
    },
    date: day,
    dateTime: (value) =>
      translate('layout.dateAtTime', {
        date: day(value),
        time: new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hour12: true, timeZone }).format(
          new Date(value),
        ),
      }),
    languageName: (tag) => new Intl.DisplayNames([locale], { type: 'language' }).of(tag) ?? tag,
    list: (parts) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts),
    inZone: (zone) => wording(languages, language, zone),
  };
}
