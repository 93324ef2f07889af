import { languageTag, role } from '@throughline/contracts';
import type { Principal } from '@throughline/kernel';
import { isKept, type Words } from '@throughline/persistence';
import { z } from 'zod';
import type { Person } from './person.ts';
import type { StoredPerson } from './person-store.ts';
import { maySeeMail } from './person-visibility.ts';

const roleRepresentation = z.strictObject({
  id: z.string(),
  role,
  forumId: z.string().optional(),
  organisationId: z.string().optional(),
  from: z.string(),
  to: z.string().nullable(),
});

export const personRepresentation = z
  .strictObject({
    id: z.string(),
    /** Null once it was erased. */
    name: z.string().nullable(),
    /** Null where the reader may not see it. */
    email: z.string().nullable(),
    language: languageTag,
    joinedAt: z.string().nullable(),
    roles: z.array(roleRepresentation),
    version: z.int(),
    updatedAt: z.string(),
  })
  .meta({ id: 'Person' });
export type PersonRepresentation = z.infer<typeof personRepresentation>;

function textOf(words: Words, textId: string): string | null {
  const entry = words[textId];
  return isKept(entry) ? entry.text : null;
}

export const nameOf = ({ state, words }: { readonly state: Person; readonly words: Words }): string | null =>
  textOf(words, state.nameTextId);

/** A person as this reader may see them. */
export function showPerson(stored: StoredPerson, reader: Principal): PersonRepresentation {
  const { id, state, version, words, updatedAt } = stored;
  return {
    id,
    name: nameOf(stored),
    email: maySeeMail(reader, id, state) ? textOf(words, state.mailTextId) : null,
    language: state.language,
    joinedAt: state.joinedAt ?? null,
    roles: state.roles.map(({ roleId, to, ...held }) => ({ id: roleId, ...held, to: to ?? null })),
    version,
    updatedAt: updatedAt.toISOString(),
  };
}
