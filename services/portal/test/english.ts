import { join } from 'node:path';
import { loadLanguages, readStrings } from '../src/layout/strings.ts';
import { wording } from '../src/layout/wording.ts';
import { naming } from '../src/organisations/names.ts';
import { organisations } from './northgate.ts';

/** British English as the pages speak it, for tests of what they say. */
export const words = wording(loadLanguages(readStrings(join(import.meta.dirname, '../locales'))), 'en');

/** The story's organisations by name. */
export const nameOf = naming(
  new Map(organisations.flatMap(({ id, names: [name] }) => (name ? [[id, name] as const] : []))),
  words,
);
