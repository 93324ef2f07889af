import type { WordsFound, WordsId } from '@throughline/http';
import type { Principal } from '@throughline/kernel';
import { isKept } from '@throughline/persistence';
import type { PersonStore, StoredPerson } from './person-store.ts';
import { maySeeMail } from './person-visibility.ts';

/** The one service that may ask in its own name: it sends mail to people, and addresses them by name. */
const isNotifications = (reader: Principal) => reader.kind === 'service' && reader.id === 'notifications';

function mayRead(reader: Principal, { id, state }: StoredPerson, textId: string): boolean {
  if (isNotifications(reader)) return true;
  // Whoever may know of a person knows the name; the mail address is another matter. Texts of the past are nobody's.
  return textId === state.nameTextId || (textId === state.mailTextId && maySeeMail(reader, id, state));
}

/** Names and mail addresses of people, as the reader may see them. Names of API keys are read in the lists of keys. */
export const resolveWordsUseCase =
  ({ people }: { readonly people: PersonStore }) =>
  async (ids: readonly WordsId[], reader: Principal): Promise<WordsFound> => {
    if (reader.kind === 'service' && !isNotifications(reader)) return {};
    const found = await people.findMany([...new Set(ids.map(({ aggregateId }) => aggregateId))], reader);
    const byId = new Map(found.map((person) => [person.id, person]));
    return Object.fromEntries(
      ids.flatMap(({ aggregateId, textId }) => {
        const person = byId.get(aggregateId);
        const entry = person?.words[textId];
        if (!person || !isKept(entry) || !mayRead(reader, person, textId)) return [];
        return [[textId, { text: entry.text, language: entry.language }]];
      }),
    );
  };
