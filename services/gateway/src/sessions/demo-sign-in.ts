import { isAppError, type Principal, type Role } from '@throughline/kernel';
import type { CommandContext } from '@throughline/persistence';
import type { InvitePerson, inviteFirstAdministratorUseCase } from '../people/invite-person.ts';
import type { listPeopleQuery } from '../people/list-people.query.ts';
import { FirstAdministratorExists } from '../people/person.errors.ts';
import { principalRoles } from '../people/person.ts';
import { nameOf } from '../people/person-representation.ts';
import type { OpenedSession, openSessionUseCase } from './open-session.ts';

/** Somebody whom the embedded stack lets a visitor be. */
export interface DemoPerson {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

interface Dependencies {
  readonly openSession: ReturnType<typeof openSessionUseCase>;
  readonly inviteFirstAdministrator: ReturnType<typeof inviteFirstAdministratorUseCase>;
  readonly listPeople: ReturnType<typeof listPeopleQuery>;
}

// The gateway acts by itself here: its caller is a process of the stack, and has been checked at the door.
const gateway: Principal = { kind: 'service', id: 'gateway' };
const everybody: Principal = { kind: 'person', id: 'gateway', roles: [{ role: 'auditor' }] };
const mostShown = 100;

/** Signs a demo's visitor in without a password. Embedded and test stacks only. */
export const demoSignInUseCase =
  ({ openSession, inviteFirstAdministrator }: Pick<Dependencies, 'openSession' | 'inviteFirstAdministrator'>) =>
  async (
    whom: { readonly personId: string } | { readonly firstAdministrator: InvitePerson },
    asked: CommandContext,
  ): Promise<OpenedSession> => {
    const context = { ...asked, principal: gateway };
    if ('personId' in whom) return openSession(whom.personId, context);
    const personId = await inviteFirstAdministrator(whom.firstAdministrator, context).catch((error: unknown) => {
      throw isAppError(error) && error.code === 'idempotency-mismatch'
        ? new FirstAdministratorExists(undefined, { cause: error })
        : error;
    });
    return openSession(personId, context);
  };

/** Everybody who can be chosen on the demo's sign-in page, in the order of their invitation. */
export const demoPeopleQuery =
  ({ listPeople }: Pick<Dependencies, 'listPeople'>) =>
  async (): Promise<DemoPerson[]> => {
    const { items } = await listPeople({ limit: mostShown }, everybody);
    return items.flatMap((person) => {
      const name = nameOf(person);
      return name === null ? [] : [{ id: person.id, name, roles: principalRoles(person.state) }];
    });
  };
