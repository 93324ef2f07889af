import { hash } from 'node:crypto';
import type { Tokens } from '@throughline/http';
import { anonymous, type Clock, isAppError, type Principal, Unauthenticated } from '@throughline/kernel';
import { works } from '../api-keys/api-key.ts';
import type { ApiKeyStore } from '../api-keys/api-key-store.ts';
import { isSecret, type KeyEnvironment, looksLikeKey, parseKey } from '../api-keys/key-format.ts';
import { principalRoles } from '../people/person.ts';
import type { PersonStore } from '../people/person-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { hashSessionToken, looksLikeSession } from '../sessions/session-token.ts';
import { shortCache } from './short-cache.ts';

/** Who a request comes from, with the internal token in which it goes on. */
export interface Bearer {
  readonly principal: Principal;
  /** Good for at least ten more seconds, but for one that a process of ours has sent: that goes on as it came. */
  readonly token: string;
  /** Sent by one of our own processes. */
  readonly isInternal: boolean;
}

/** Finds out who bears a credential. */
export interface Bearers {
  /** Throws Unauthenticated (401) for what is not, or no longer, valid; Unavailable when the database is away. */
  bearerOf(credential: string): Promise<Bearer>;
  /** A reader nobody has signed in as. */
  anonymous(): Promise<Bearer>;
  /** After a change to people or keys: this process forgets at once, others within 3 s. */
  forget(): void;
}

interface Dependencies {
  readonly people: PersonStore;
  readonly apiKeys: ApiKeyStore;
  readonly sessions: SessionStore;
  readonly tokens: Tokens;
  readonly environment: KeyEnvironment;
  /** The business clock: a key's last day is a fact. */
  readonly clock: Clock;
  /** Sessions are told by the machine's. */
  readonly machineClock: Clock;
}

const rememberedMs = 3_000;
const mostRemembered = 10_000;
const gateway: Principal = { kind: 'service', id: 'gateway' };
const invalid = (detail: string) => new Unauthenticated(detail);

/** Where credentials are looked up. */
export function bearers(dependencies: Dependencies): Bearers {
  const { people, apiKeys, sessions, tokens, environment, clock, machineClock } = dependencies;
  const remembered = shortCache<Bearer>({
    ageMs: rememberedMs,
    size: mostRemembered,
    remembersError: (error) => isAppError(error) && error.kind === 'unauthenticated',
  });

  async function principalOfKey(credential: string): Promise<Principal> {
    const parsed = parseKey(credential);
    if (!parsed) throw invalid('This is not an API key of ours: check that it was copied whole.');
    if (parsed.environment !== environment)
      throw invalid(`This key is for ${parsed.environment}, and this is ${environment}.`);
    const stored = await apiKeys.find(parsed.keyId, gateway);
    // One message for a key that never was and for a wrong secret: neither is anybody's to find out.
    if (!stored || !isSecret(parsed.secret, stored.particulars.secretHash)) throw invalid('The key is not valid.');
    if (!works(stored.state, clock.now())) throw invalid('The key was revoked or has expired.');
    const { organisationId, scopes } = stored.state;
    return { kind: 'key', id: stored.id, organisationId, scopes };
  }

  async function principalOfSession(credential: string): Promise<Principal> {
    const session = await sessions.find(hashSessionToken(credential));
    if (!session || session.expiresAt <= machineClock.now()) throw invalid('The session has ended.');
    const person = await people.find(session.personId, gateway);
    if (!person || person.state.leftAt !== undefined) throw invalid('The session has ended.');
    return { kind: 'person', id: person.id, roles: principalRoles(person.state) };
  }

  const signed = async (principal: Principal): Promise<Bearer> => ({
    principal,
    token: await tokens.sign(principal),
    isInternal: false,
  });

  async function lookUp(credential: string): Promise<Bearer> {
    if (looksLikeKey(credential)) return signed(await principalOfKey(credential));
    return signed(await principalOfSession(credential));
  }

  return {
    async bearerOf(credential) {
      if (!looksLikeKey(credential) && !looksLikeSession(credential))
        return { principal: await tokens.verify(credential), token: credential, isInternal: true };
      // Under its hash: the memory then holds no credential, and finding it takes the same time for every guess.
      return remembered.get(hash('sha256', credential, 'base64'), () => lookUp(credential));
    },
    anonymous: () => signed(anonymous),
    forget: () => remembered.clear(),
  };
}
