import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type App, buildApp, type Log, serviceClient, type Tokens } from '@throughline/http';
import { systemClock } from '@throughline/kernel';
import { apiClient } from './api/api-client.ts';
import { loadAssets } from './layout/assets.ts';
import { servePages } from './layout/serve-pages.ts';
import { loadLanguages, readStrings } from './layout/strings.ts';
import { loadTemplates } from './layout/templates.ts';
import { routes } from './routes.ts';
import { demoDoor } from './sign-in/demo-door.ts';

/** Templates, strings and assets are read from the package's folder, by source and by compiled output alike. */
const packageFolder = join(import.meta.dirname, '..');

export interface Settings {
  readonly gatewayUrl: string;
  readonly publicUrl: string;
  readonly mode: 'production' | 'embedded' | 'test';
  readonly feedbackEmail: string | undefined;
  readonly tokens: Tokens;
  readonly log: Log;
}

/** Longer than the gateway waits for its services, so that it is the gateway that says who is away. */
const timeoutMs = 5_000;

export interface Portal {
  readonly app: App;
  readonly stop: () => Promise<void>;
}

/** Builds the portal: pages over the gateway's API, and nothing behind them. */
export function compose({ gatewayUrl, publicUrl, mode, feedbackEmail, tokens, log }: Settings): Portal {
  const gateway = serviceClient({ baseUrl: gatewayUrl, timeoutMs });
  const assets = loadAssets(join(packageFolder, 'assets'));
  const strings = readStrings(join(packageFolder, 'locales'));
  const pages = servePages({
    routes,
    api: apiClient(gateway),
    assets,
    render: loadTemplates(join(packageFolder, 'views'), assets),
    languages: loadLanguages(strings),
    languageCodes: Object.keys(strings),
    publicUrl,
    feedbackEmail,
    demo: mode === 'production' ? undefined : demoDoor(gateway, tokens),
    log,
  });
  const app = buildApp({
    service: 'portal',
    routes: [],
    extra: [pages],
    use: {},
    tokens,
    // No route of this app takes a command, so there is nothing to recognise again after a restart.
    idempotencySecret: randomBytes(32).toString('hex'),
    clock: systemClock,
    log,
    // The portal owns nothing and needs nothing but the gateway, whose absence its pages explain: alive is ready.
    readiness: async () => ({ ok: true }),
  });
  return { app, stop: () => gateway.close() };
}
