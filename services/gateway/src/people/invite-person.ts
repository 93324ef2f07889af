import { type PersonEvent, personEvents } from '@throughline/contracts';
import { type Id, isAppError, type NewId, type Principal, type Role } from '@throughline/kernel';
import { type CommandContext, newWords, type Outcome } from '@throughline/persistence';
import { MailTaken } from './person.errors.ts';
import type { Person } from './person.ts';
import type { PersonParticulars, PersonStore } from './person-store.ts';

export interface InvitePerson {
  readonly name: string;
  readonly email: string;
  readonly language: string;
}

/** Mail addresses are told apart without regard to case: no provider of weight does otherwise. */
export const mailKey = (email: string): string => email.toLowerCase();

/** A taken address is told as such; anything else goes on as it is. */
export function mailTaken(error: unknown): never {
  throw isAppError(error) && error.code === 'key-taken' ? new MailTaken(undefined, { cause: error }) : error;
}

interface Dependencies {
  readonly people: PersonStore;
  readonly newId: NewId;
}

/** Name and address become words of the person; the event points at them. */
function invitation({ name, email, language }: InvitePerson) {
  const nameWords = newWords(name, language);
  const mailWords = newWords(email, language);
  const pointers = [nameWords, mailWords];
  return {
    event: personEvents.invited.of({
      language,
      nameTextId: nameWords.textId,
      mailTextId: mailWords.textId,
      textHashes: pointers.map(({ textId, sha256 }) => ({ textId, sha256 })),
    }),
    words: Object.fromEntries(pointers.map(({ textId, entry }) => [textId, entry])),
    particulars: { mail: mailKey(email) },
  };
}

/** Makes a person, with a first role if one is given. */
async function invite(
  { people, newId }: Dependencies,
  command: InvitePerson & { readonly role?: Role },
  context: CommandContext,
): Promise<Outcome<Person, PersonParticulars>> {
  const { event, words, particulars } = invitation(command);
  const granted: PersonEvent[] = command.role
    ? [personEvents.roleGranted.of({ roleId: newId('rol'), ...command.role })]
    : [];
  return people
    .create(context, newId('per'), () => ({ events: [event, ...granted], words, particulars }))
    .catch(mailTaken);
}

/** Invites somebody, who may do nothing until they are given a role. */
export const invitePersonUseCase = (dependencies: Dependencies) => (command: InvitePerson, context: CommandContext) =>
  invite(dependencies, command, context);

const gateway: Principal = { kind: 'service', id: 'gateway' };

/**
 * Invites the first administrator, once: the command's key is always the same, so the store itself answers a repetition
 * with the same person and refuses a second one (`idempotency-mismatch`).
 */
export const inviteFirstAdministratorUseCase =
  (dependencies: Dependencies) =>
  async (
    command: InvitePerson,
    context: Omit<CommandContext, 'principal' | 'commandKey' | 'fingerprint'>,
  ): Promise<Id> => {
    const key = { principal: gateway, commandKey: 'first-administrator', fingerprint: mailKey(command.email) };
    const { stored } = await invite(
      dependencies,
      { ...command, role: { role: 'administrator' } },
      { ...context, ...key },
    );
    return stored.id;
  };
