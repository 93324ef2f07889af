import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInstance, type i18n } from 'i18next';

/** A language's strings as a tree; the first level is the file's name. */
export type Strings = Readonly<Record<string, unknown>>;

/** Reads `<folder>/<language>/<topic>.json`: adding a language is adding a folder. */
export function readStrings(folder: string): Record<string, Strings> {
  const languages = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(
    languages.map(({ name }) => [
      name,
      Object.fromEntries(
        readdirSync(join(folder, name)).map((file) => [
          basename(file, '.json'),
          JSON.parse(readFileSync(join(folder, name, file), 'utf8')) as unknown,
        ]),
      ),
    ]),
  );
}

/** Every language at hand. What a language lacks is read in British English. Nunjucks escapes, so i18next does not. */
export function loadLanguages(strings: Readonly<Record<string, Strings>>): i18n {
  const languages = createInstance({
    resources: Object.fromEntries(Object.entries(strings).map(([code, tree]) => [code, { translation: tree }])),
    supportedLngs: Object.keys(strings),
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  // With its resources at hand and initAsync off, this is done when it returns; the promise only says so again.
  void languages.init();
  return languages;
}

/** The language to speak: the first that the browser accepts and we have, else English. */
export function chooseLanguage(acceptLanguage: string | undefined, available: readonly string[]): string {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().split(';');
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
      return { tag: tag.toLowerCase(), quality: quality ? Number(quality.trim().slice(2)) : 1 };
    })
    .filter(({ tag, quality }) => tag && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { tag } of wanted) {
    const match = available.find((code) => code.toLowerCase() === tag || code.toLowerCase() === tag.split('-')[0]);
    if (match) return match;
  }
  return 'en';
}
