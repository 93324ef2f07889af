import type { WordsFound, WordsId } from '@throughline/http';
import type { Principal } from '@throughline/kernel';
import { isKept } from '@throughline/persistence';
import type { OrganisationStore } from './organisations/organisation-store.ts';

/** Names and descriptions of records that the reader may see; everything else is `null` to them. */
export const resolveWords =
  (organisations: OrganisationStore) =>
  async (ids: readonly WordsId[], principal: Principal): Promise<WordsFound> => {
    const wanted = [...new Set(ids.map(({ aggregateId }) => aggregateId))];
    const records = new Map((await organisations.findMany(wanted, principal)).map((record) => [record.id, record]));
    return Object.fromEntries(
      ids.map(({ aggregateId, textId }) => {
        const entry = records.get(aggregateId)?.words[textId];
        return [textId, isKept(entry) ? { text: entry.text, language: entry.language } : null];
      }),
    );
  };
