import { join } from 'node:path';
import type { Express } from 'express';
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
  readonly log: { error(facts: object, message: string): void };
}

export interface Portal {
  readonly app: Express;
  stop(): Promise<void>;
}

export function compose({ gatewayUrl, publicUrl, mode, feedbackEmail, log }: Settings): Portal {
  const api = apiClient({ baseUrl: gatewayUrl });
  const assets = loadAssets(join(packageFolder, 'assets'));
  const strings = readStrings(join(packageFolder, 'locales'));
  const app = servePages({
    routes,
    api,
    assets,
    render: loadTemplates(join(packageFolder, 'views'), assets),
    languages: loadLanguages(strings),
    languageCodes: Object.keys(strings),
    publicUrl,
    feedbackEmail,
    demo: mode === 'production' ? undefined : (asking) => demoDoor(api, asking),
    log,
  });
  return { app, stop: () => api.close() };
}
