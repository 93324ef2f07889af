import { listNoticesRoute, readNoticeRoute } from './notices/notices.http.ts';
import { listDeliveriesRoute } from './webhooks/deliveries.http.ts';
import { listEndpointsRoute, registerEndpointRoute, removeEndpointRoute } from './webhooks/webhook-endpoints.http.ts';

/** Every route of this service. */
export const routes = [
  listNoticesRoute,
  readNoticeRoute,
  registerEndpointRoute,
  listEndpointsRoute,
  removeEndpointRoute,
  listDeliveriesRoute,
] as const;
