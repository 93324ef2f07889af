import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@throughline/config';
import { listen, type Tokens, tokens } from '@throughline/http';
import { movableClock, systemClock } from '@throughline/kernel';
import { createLogger } from '@throughline/observability';
import { addressOf, freshNames, waitUntil } from '@throughline/testing';
import { compose } from '../src/compose.ts';
import { environment } from '../src/config.ts';
import { upstreams } from '../src/door/destination.ts';
import { fakeUpstream } from './fake-upstream.ts';

const issuers = ['gateway', 'portal', 'stack', 'notifications', 'feedback'] as const;
type Issuer = (typeof issuers)[number];

function keys() {
  const pairs = issuers.map((kid) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    return [
      kid,
      {
        private: { ...privateKey.export({ format: 'jwk' }), kid },
        public: { ...publicKey.export({ format: 'jwk' }), kid },
      },
    ] as const;
  });
  const of = Object.fromEntries(pairs);
  return {
    privateOf: (kid: Issuer) => of[kid]?.private ?? {},
    publicJwks: { keys: pairs.map(([, pair]) => pair.public) },
  };
}

export interface Answered<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

interface Sent {
  readonly bearer?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What tests read of answers, whichever they are. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Shown = Record<string, any>;

/** The gateway as its own process would run it, on the run's database and broker, in front of services that play along. */
export async function startGateway({
  mode = 'test' as 'test' | 'production',
  env = {},
}: {
  readonly mode?: 'test' | 'production';
  readonly env?: NodeJS.ProcessEnv;
} = {}) {
  const { privateOf, publicJwks } = keys();
  const { database, streamPrefix } = freshNames('gateway');
  const folder = mkdtempSync(join(tmpdir(), 'throughline-gateway-'));
  const clockFile = join(folder, 'clock.json');
  const services = await Promise.all(upstreams.map((name) => fakeUpstream(name)));
  const behind = Object.fromEntries(services.map((service) => [service.name, service]));
  const config = readConfig(environment, {
    PORT: '0',
    PUBLIC_URL: 'http://throughline.example',
    LOG_LEVEL: 'silent',
    THROUGHLINE_MODE: mode,
    ...(mode === 'test' ? { THROUGHLINE_CLOCK_FILE: clockFile } : {}),
    MONGODB_URL: addressOf('MONGODB_URL'),
    DATABASE: database,
    IDEMPOTENCY_SECRET: 'a-secret-of-the-tests-and-of-nobody-else',
    NATS_URL: addressOf('NATS_URL'),
    NATS_STREAM_PREFIX: streamPrefix,
    INTERNAL_PUBLIC_KEYS: JSON.stringify(publicJwks),
    INTERNAL_PRIVATE_KEY: JSON.stringify(privateOf('gateway')),
    ...Object.fromEntries(services.map(({ name, url }) => [`${name.toUpperCase()}_URL`, url])),
    ...env,
  });
  const log = createLogger({ service: 'gateway', level: process.env['TEST_LOG'] ?? 'silent' });
  const movable = mode === 'test' ? movableClock() : undefined;
  const signers = Object.fromEntries(
    issuers.map((issuer) => [issuer, tokens({ issuer, privateJwk: privateOf(issuer), publicJwks })]),
  ) as Record<Issuer, Tokens>;
  const composed = await compose({
    service: 'gateway',
    config,
    log,
    clock: movable ?? systemClock,
    movable,
    tokens: signers.gateway,
  });
  const listening = await listen(composed.app, { port: 0, host: '127.0.0.1' });
  await composed.start?.();
  await waitUntil('the gateway is ready', async () => {
    const response = await fetch(`${listening.url}/readyz`);
    if (!response.ok) throw new Error(await response.text());
    return true;
  });

  let keyNumber = 0;
  async function call<Body = Shown>(
    method: string,
    path: string,
    { bearer, body, headers }: Sent = {},
  ): Promise<Answered<Body>> {
    const response = await fetch(listening.url + path, {
      method,
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
        ...(method === 'POST' ? { 'idempotency-key': `key-${(keyNumber += 1)}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as Body };
  }

  const administrator = { name: 'Morwenna Tate', email: 'morwenna.tate@network.example', language: 'en' };
  async function signIn(whom: { readonly personId: string } | { readonly firstAdministrator: typeof administrator }) {
    const { status, body } = await call('POST', '/internal/demo/sessions', {
      bearer: await signers.stack.serviceToken(),
      body: whom,
    });
    if (status !== 200) throw new Error(`no session: ${status} ${JSON.stringify(body)}`);
    return body as { readonly personId: string; readonly token: string; readonly expiresAt: string };
  }

  return {
    url: listening.url,
    behind,
    call,
    signers,
    signIn,
    administrator,
    clock: movable,
    keptClock: () => JSON.parse(readFileSync(clockFile, 'utf8')) as { offsetMs: number },
    async stop() {
      await listening.stop(2_000);
      await composed.stop?.();
      await Promise.all(services.map((service) => service.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type Gateway = Awaited<ReturnType<typeof startGateway>>;
