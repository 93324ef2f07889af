import { routesFor } from '@throughline/http';
import type { listNoticesQuery, readNoticeUseCase } from './notices/list-notices.query.ts';
import { policy } from './policy.ts';
import type { listDeliveriesQuery } from './webhooks/list-deliveries.query.ts';
import type {
  listEndpointsQuery,
  registerEndpointUseCase,
  removeEndpointUseCase,
} from './webhooks/manage-endpoints.ts';

/** What the routes of this service can ask for. */
export interface UseCases {
  readonly listNotices: ReturnType<typeof listNoticesQuery>;
  readonly readNotice: ReturnType<typeof readNoticeUseCase>;
  readonly registerEndpoint: ReturnType<typeof registerEndpointUseCase>;
  readonly listEndpoints: ReturnType<typeof listEndpointsQuery>;
  readonly removeEndpoint: ReturnType<typeof removeEndpointUseCase>;
  readonly listDeliveries: ReturnType<typeof listDeliveriesQuery>;
}

/** This service's own `route()`. */
export const route = routesFor(policy).using<UseCases>();
