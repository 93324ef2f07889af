import { personEvents } from '@throughline/contracts';
import type { Id, Policy } from '@throughline/kernel';
import { type CommandContext, isKept, newWords, type Outcome } from '@throughline/persistence';
import type { policy as gatewayPolicy } from '../policy.ts';
import { mailKey, mailTaken } from './invite-person.ts';
import type { Person } from './person.ts';
import type { PersonParticulars, PersonStore, StoredPerson } from './person-store.ts';

/** What is absent stays as it is. */
export interface ChangePerson {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly language?: string | undefined;
}

interface Dependencies {
  readonly people: PersonStore;
  readonly policy: Policy<(typeof gatewayPolicy)['actions'][number]>;
}

/** What of the wish differs from what is there. */
function differences({ state, words }: StoredPerson, { name, email, language }: ChangePerson) {
  const differs = (textId: string, text: string | undefined) => {
    const kept = words[textId];
    return text !== undefined && !(isKept(kept) && kept.text === text);
  };
  return {
    name: differs(state.nameTextId, name) ? name : undefined,
    email: differs(state.mailTextId, email) ? email : undefined,
    language: language === undefined || language === state.language ? undefined : language,
  };
}

/** Writes the new words beside the old ones, whose hashes earlier events hold, and points at the new. */
function profileChange(stored: StoredPerson, command: ChangePerson) {
  const changed = differences(stored, command);
  const fields = Object.entries(changed).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  if (fields.length === 0) return [];
  const language = changed.language ?? stored.state.language;
  const name = changed.name === undefined ? undefined : newWords(changed.name, language);
  const mail = changed.email === undefined ? undefined : newWords(changed.email, language);
  const written = [name, mail].filter((words) => words !== undefined);
  return {
    events: [
      personEvents.profileChanged.of({
        fields,
        language,
        nameTextId: name?.textId ?? stored.state.nameTextId,
        mailTextId: mail?.textId ?? stored.state.mailTextId,
        ...(written.length ? { textHashes: written.map(({ textId, sha256 }) => ({ textId, sha256 })) } : {}),
      }),
    ],
    words: Object.fromEntries(written.map(({ textId, entry }) => [textId, entry])),
    ...(changed.email === undefined ? {} : { particulars: { mail: mailKey(changed.email) } }),
  };
}

/** Changes one's own particulars, or as administrator somebody else's. */
export const changePersonUseCase =
  ({ people, policy }: Dependencies) =>
  async (id: Id, command: ChangePerson, context: CommandContext): Promise<Outcome<Person, PersonParticulars>> => {
    const { principal } = context;
    await people.require(id, principal);
    if (principal.kind !== 'person' || principal.id !== id) policy.require(principal, 'person.change-anothers', {});
    return people.change(id, context, (_state, stored) => profileChange(stored, command)).catch(mailTaken);
  };
