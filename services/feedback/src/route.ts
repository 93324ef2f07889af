import { routesFor } from '@throughline/http';
import { policy } from './policy.ts';
import type { UseCases } from './use-cases.ts';

/** This service's `route()`: bound to its policy and its use cases. */
export const route = routesFor(policy).using<UseCases>();
