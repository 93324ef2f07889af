import { anonymous, type Principal, Unauthenticated } from '@throughline/kernel';
import { importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { boundedCache } from './bounded-cache.ts';
import { once } from './once.ts';

/** Who a request comes from, as its bearer token says. */
export interface Authenticated {
  readonly principal: Principal;
  /** An internal token for the same principal, to ask other services in its name. */
  readonly token?: string;
  /** Whether the request comes from one of our own processes, so that its `X-Request-Id` and `traceparent` are believed. */
  readonly isInternal: boolean;
}

/** How an app learns who asks. Services hand in their {@link Tokens}; the gateway its own, over API keys and sessions. */
export interface Authenticator {
  /** `bearer` is what stands behind `Authorization: Bearer`. Throws Unauthenticated (401). */
  authenticate(bearer: string | undefined): Promise<Authenticated>;
}

/** Internal tokens: EdDSA-signed JWTs of 30 s, one key per service, `kid` and `iss` the service's name. */
export interface Tokens extends Authenticator {
  /** A token for a principal, seconds of life as asked for (default 30, at most 60); one with half of its life left is used again. */
  sign(principal: Principal, ttlSeconds?: number): Promise<string>;
  /** A token in this service's own name. */
  serviceToken(): Promise<string>;
  /** Whose token this is. Throws Unauthenticated (401). */
  verify(token: string): Promise<Principal>;
}

/** What {@link tokens} is given; `readConfig` yields both keys as `INTERNAL_PRIVATE_KEY` and `INTERNAL_PUBLIC_KEYS`. */
export interface TokensOptions {
  /** This service's name. */
  readonly issuer: string;
  /** This service's Ed25519 key. */
  readonly privateJwk: JWK;
  /** Everybody's public keys: a JWKS whose `kid`s are the services' names. */
  readonly publicJwks: { readonly keys: readonly JWK[] };
  /** Milliseconds since 1970 by the machine's clock: tokens know nothing of the business clock. */
  readonly machineNow?: () => number;
}

const algorithm = 'EdDSA';
const audience = 'throughline';
/** The one service that may speak for people and keys. */
export const gatewayName = 'gateway';
const defaultTtlSeconds = 30;
const longestTtlSeconds = 60;
/** Machines of one installation agree to within this. */
const skewSeconds = 5;
const cachedTokens = 5_000;

const id = z.string().min(1).max(64);
const principalSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('person'),
    id,
    roles: z.array(
      z.strictObject({
        role: z.enum(['secretariat', 'chair', 'caseworker', 'representative', 'officer', 'auditor', 'administrator']),
        forumId: id.exactOptional(),
        organisationId: id.exactOptional(),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal('key'),
    id,
    organisationId: id,
    scopes: z.array(
      z.enum(['concerns:submit', 'concerns:read', 'concerns:respond', 'webhooks:manage', 'subscriptions:manage']),
    ),
  }),
  z.strictObject({ kind: z.literal('service'), id }),
  z.strictObject({ kind: z.literal('anonymous') }),
]) satisfies z.ZodType<Principal>;

/** Who the claims say it is; only the gateway speaks for others than itself. */
function principalOf(payload: JWTPayload, signedBy: string | undefined): Principal {
  if (payload.iss === undefined || payload.iss !== signedBy)
    throw new Unauthenticated('The token names another issuer.');
  const parsed = principalSchema.safeParse(payload['principal']);
  if (!parsed.success) throw new Unauthenticated('The token names nobody.');
  const principal = parsed.data;
  const isOwn = principal.kind === 'service' && principal.id === payload.iss;
  const isForwarded = principal.kind !== 'service' && payload.iss === gatewayName;
  if (!isOwn && !isForwarded)
    throw new Unauthenticated('The token speaks for somebody that its issuer may not speak for.');
  return Object.freeze(principal);
}

type Signed = { readonly token: Promise<string>; readonly goodUntil: number };
type Verified = { readonly who: Authenticated; readonly expiresAt: number };

function signing({ issuer, privateJwk, machineNow = Date.now }: TokensOptions): Tokens['sign'] {
  const signingKey = once(() => importJWK(privateJwk, algorithm));
  const signed = boundedCache<Signed>(cachedTokens);

  async function signAnew(principal: Principal, issuedAt: number, ttlSeconds: number): Promise<string> {
    return new SignJWT({ principal })
      .setProtectedHeader({ alg: algorithm, kid: issuer })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ttlSeconds)
      .sign(await signingKey());
  }

  return (principal, ttlSeconds = defaultTtlSeconds) => {
    if (ttlSeconds > longestTtlSeconds) throw new RangeError(`a token lives ${longestTtlSeconds} s at most`);
    const key = `${ttlSeconds} ${JSON.stringify(principal)}`;
    const now = machineNow();
    const kept = signed.get(key);
    if (kept && kept.goodUntil > now) return kept.token;
    const token = signAnew(principal, Math.floor(now / 1000), ttlSeconds);
    signed.set(key, { token, goodUntil: now + ttlSeconds * 500 });
    // A token that could not be signed must not be handed out again.
    token.catch(() => signed.delete(key));
    return token;
  };
}

function verifying({ publicJwks, machineNow = Date.now }: TokensOptions): (token: string) => Promise<Authenticated> {
  const publicKeys = new Map(publicJwks.keys.map((jwk) => [jwk.kid, once(() => importJWK(jwk, algorithm))]));
  const verified = boundedCache<Verified>(cachedTokens);

  async function verifyAnew(token: string): Promise<Verified> {
    const keyOf = async ({ kid }: { kid?: string }) => {
      const key = await publicKeys.get(kid)?.();
      if (!key) throw new Unauthenticated('The token is signed by nobody we know.');
      return key;
    };
    const { payload, protectedHeader } = await jwtVerify(token, keyOf, {
      algorithms: [algorithm],
      audience,
      clockTolerance: skewSeconds,
      maxTokenAge: longestTtlSeconds,
      requiredClaims: ['exp', 'iat', 'iss'],
      currentDate: new Date(machineNow()),
    });
    const who = { principal: principalOf(payload, protectedHeader.kid), token, isInternal: true };
    return { who, expiresAt: ((payload.exp ?? 0) + skewSeconds) * 1000 };
  }

  return async (token) => {
    const kept = verified.get(token);
    if (kept && kept.expiresAt > machineNow()) return kept.who;
    try {
      const anew = await verifyAnew(token);
      verified.set(token, anew);
      return anew.who;
    } catch (error) {
      verified.delete(token);
      throw new Unauthenticated('The token is not, or no longer, valid.', { cause: error });
    }
  };
}

/** Makes and checks internal tokens. Signing and checking are done once per token and remembered while it lives. */
export function tokens(options: TokensOptions): Tokens {
  const sign = signing(options);
  const verify = verifying(options);
  return {
    sign,
    serviceToken: () => sign({ kind: 'service', id: options.issuer }),
    verify: async (token) => (await verify(token)).principal,
    authenticate: async (bearer) =>
      bearer === undefined ? { principal: anonymous, isInternal: false } : verify(bearer),
  };
}
