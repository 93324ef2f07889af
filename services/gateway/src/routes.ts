import type { Mode } from '@throughline/config';
import type { Route } from '@throughline/http';
import { type ApiKeyUseCases, apiKeyRoutes } from './api-keys/api-keys.http.ts';
import { type CodeListUseCases, codeListRoutes } from './code-lists/code-lists.http.ts';
import { type DemoClockUseCases, demoClockRoutes } from './demo-clock/demo-clock.http.ts';
import { type DocumentUseCases, documentRoutes } from './documents/documents.http.ts';
import { type PeopleUseCases, peopleRoutes } from './people/people.http.ts';
import { type DemoUseCases, demoRoutes } from './sessions/demo-sign-in.http.ts';
import { type MeUseCases, meRoute } from './sessions/me.http.ts';

/** Everything that the gateway itself can do. */
export type UseCases = MeUseCases &
  PeopleUseCases &
  ApiKeyUseCases &
  CodeListUseCases &
  DocumentUseCases &
  DemoUseCases &
  DemoClockUseCases;

const everywhere: readonly Route<UseCases>[] = [
  meRoute,
  ...peopleRoutes,
  ...apiKeyRoutes,
  ...codeListRoutes,
  ...documentRoutes,
];

/** Every route of the gateway. What only a demo may offer does not exist in production. */
export const routesIn = (mode: Mode): readonly Route<UseCases>[] =>
  mode === 'production' ? everywhere : [...everywhere, ...demoRoutes, ...demoClockRoutes];
