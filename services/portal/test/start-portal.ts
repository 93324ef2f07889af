import { generateKeyPairSync } from 'node:crypto';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen, tokens } from '@throughline/http';
import { systemClock } from '@throughline/kernel';
import { compose } from '../src/compose.ts';

export interface RunningPortal {
  readonly url: string;
  readonly failures: object[];
  stop(): Promise<void>;
}

const sessionOf = (cookies: string | undefined) => /(?:^|;\s*)throughline_session=([^;]+)/.exec(cookies ?? '')?.[1];

function ownTokens() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const named = { kid: 'portal' };
  return tokens({
    issuer: 'portal',
    privateJwk: { ...privateKey.export({ format: 'jwk' }), ...named },
    publicJwks: { keys: [{ ...publicKey.export({ format: 'jwk' }), ...named }] },
  });
}

/** The portal behind a door that turns the session cookie into a bearer, as the gateway does. */
export async function startPortal({
  gatewayUrl,
  mode = 'test',
}: {
  gatewayUrl: string;
  mode?: 'test' | 'production';
}): Promise<RunningPortal> {
  const failures: object[] = [];
  const door = createServer((request, response) => {
    const token = sessionOf(request.headers.cookie);
    const onward = send(
      {
        port: inner.port,
        method: request.method,
        path: request.url,
        headers: { ...request.headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
  });
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  const portal = await compose({
    service: 'portal',
    config: {
      GATEWAY_URL: gatewayUrl,
      PUBLIC_URL: url,
      THROUGHLINE_MODE: mode,
      FEEDBACK_EMAIL: 'pages@forum.invalid',
    },
    clock: systemClock,
    tokens: ownTokens(),
    log: { info: () => undefined, warn: () => undefined, error: (facts) => void failures.push(facts) },
  });
  const inner = await listen(portal.app, { port: 0 });
  return {
    url,
    failures,
    async stop() {
      door.closeAllConnections();
      await new Promise((closed) => door.close(closed));
      await inner.stop(1_000);
      await portal.stop?.();
    },
  };
}
