import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { buildApp, type Log, serviceClient } from '@throughline/http';
import type { Composed, Host } from '@throughline/service';
import { apiClient } from './api/api-client.ts';
import type { environment } from './config.ts';
import { loadAssets } from './layout/assets.ts';
import { servePages } from './layout/serve-pages.ts';
import { loadLanguages, readStrings } from './layout/strings.ts';
import { loadTemplates } from './layout/templates.ts';
import { routes } from './routes.ts';
import { demoDoor } from './sign-in/demo-door.ts';

type PortalHost = Host<typeof environment>;
/** What the portal takes of its host. Its config is narrowed to what it reads, so that a test need not make up the rest. */
export interface PortalSettings extends Pick<PortalHost, 'service' | 'clock' | 'tokens'> {
  readonly config: Pick<PortalHost['config'], 'GATEWAY_URL' | 'PUBLIC_URL' | 'THROUGHLINE_MODE' | 'FEEDBACK_EMAIL'>;
  readonly log: Log;
}

/** Templates, strings and assets are read from the package's folder, by source and by compiled output alike. */
const packageFolder = join(import.meta.dirname, '..');
/** Longer than the gateway waits for its services, so that it is the gateway that says who is away. */
const timeoutMs = 5_000;

/** Builds the portal: pages over the gateway's API, and nothing behind them. */
export async function compose({ service, config, log, clock, tokens }: PortalSettings): Promise<Composed> {
  const gateway = serviceClient({ baseUrl: config.GATEWAY_URL, timeoutMs });
  const assets = loadAssets(join(packageFolder, 'assets'));
  const strings = readStrings(join(packageFolder, 'locales'));
  const pages = servePages({
    routes,
    api: apiClient(gateway),
    assets,
    render: loadTemplates(join(packageFolder, 'views'), assets),
    languages: loadLanguages(strings),
    languageCodes: Object.keys(strings),
    publicUrl: config.PUBLIC_URL,
    feedbackEmail: config.FEEDBACK_EMAIL,
    demo: config.THROUGHLINE_MODE === 'production' ? undefined : demoDoor(gateway, tokens),
    log,
  });
  const app = buildApp({
    service,
    routes: [],
    extra: [pages],
    use: {},
    tokens,
    // No route of this app takes a command, so there is nothing to recognise again after a restart.
    idempotencySecret: randomBytes(32).toString('hex'),
    clock,
    log,
    // The portal needs nothing but the gateway, whose absence its pages explain: alive is ready.
    readiness: async () => ({ ok: true }),
  });
  return { app, stop: () => gateway.close() };
}
