import { type Clock, type Id, NotFound } from '@throughline/kernel';
import type { CommandContext } from '@throughline/persistence';
import { join } from '../people/person.ts';
import type { PersonStore } from '../people/person-store.ts';
import type { SessionStore } from './session-store.ts';
import { hashSessionToken, newSessionToken } from './session-token.ts';

const sessionHours = 24;

/** A session as its holder gets it, once. */
export interface OpenedSession {
  readonly personId: Id;
  readonly token: string;
  readonly expiresAt: Date;
}

interface Dependencies {
  readonly people: PersonStore;
  readonly sessions: SessionStore;
  /** Not the business clock: moving that must sign nobody out. */
  readonly machineClock: Clock;
}

/** Signs a person in; the first time, they have joined. Throws NotFound for who is not there or has left. */
export const openSessionUseCase =
  ({ people, sessions, machineClock }: Dependencies) =>
  async (personId: Id, context: CommandContext): Promise<OpenedSession> => {
    const { state } = await people.require(personId, context.principal);
    if (state.leftAt !== undefined) throw new NotFound();
    if (state.joinedAt === undefined) await people.change(personId, context, join);
    const now = machineClock.now();
    const token = newSessionToken();
    const expiresAt = new Date(now.getTime() + sessionHours * 3_600_000);
    await sessions.sweep(now);
    await sessions.open({ tokenHash: hashSessionToken(token), personId, expiresAt });
    return { personId, token, expiresAt };
  };
