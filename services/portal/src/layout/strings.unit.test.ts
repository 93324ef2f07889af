import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { chooseLanguage, loadLanguages, readStrings } from './strings.ts';

const packageFolder = join(import.meta.dirname, '../..');
const strings = readStrings(join(packageFolder, 'locales'));

function textOf(folder: string, extension: string): string {
  return readdirSync(join(packageFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension) && !file.includes('.test.'))
    .map((file) => readFileSync(join(packageFolder, folder, file), 'utf8'))
    .join('\n');
}

it('every string that a page asks for exists in English', () => {
  const languages = loadLanguages(strings);
  const asked = `${textOf('views', '.njk')}\n${textOf('src', '.ts')}`;
  const keys = [...asked.matchAll(/\b(?:t|lines)\(\s*['"]([a-zA-Z]+(?:\.[a-zA-Z-]+)+)['"]/g)].map(
    ([, key]) => key ?? '',
  );
  expect(keys.length).toBeGreaterThan(100);
  const absent = [...new Set(keys)].filter((key) => !languages.exists(key) && !languages.exists(key, { count: 1 }));
  expect(absent).toEqual([]);
});

it.each([
  ['ar;q=0.5, so', 'so'],
  ['ar-SY, en;q=0.8', 'ar'],
  ['cy, pl;q=0.9', 'en'],
  ['so;q=0, ar', 'ar'],
  [undefined, 'en'],
])('a browser that accepts %s is spoken to in %s', (accepted, language) => {
  expect(chooseLanguage(accepted, ['en', 'ar', 'so'])).toBe(language);
});
