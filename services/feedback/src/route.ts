import { routesFor } from '@throughline/http';
import type { UseCases } from './use-cases.ts';
import { policy } from './policy.ts';

/** This service's `route()`: bound to its policy and its use cases. */
export const route = routesFor(policy).using<UseCases>();
