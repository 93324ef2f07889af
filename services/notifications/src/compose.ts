import type { ConcernEvent, PersonEvent } from '@throughline/contracts';
import { buildApp, serviceClient } from '@throughline/http';
import { type Composed, dueSweep, type Host, openFoundations } from '@throughline/service';
import { type ConcernMirror, projectConcern } from './concerns/concern-mirror.ts';
import type { environment } from './config.ts';
import { subscriptions } from './consumers.ts';
import { endDeliveryUseCase } from './notices/end-delivery.ts';
import { listNoticesQuery, readNoticeUseCase } from './notices/list-notices.query.ts';
import { noticeDefinition } from './notices/notice.ts';
import { onConcernEvent } from './notices/on-concern-event.consumer.ts';
import { declareNotices } from './notices/waiting-notices.mongo.ts';
import { type PersonMirror, projectPerson } from './people/person-mirror.ts';
import type { UseCases } from './route.ts';
import { routes } from './routes.ts';
import { deliverWebhooks } from './webhooks/deliver-webhooks.ts';
import { declareDeliveries } from './webhooks/deliveries.mongo.ts';
import { listDeliveriesQuery } from './webhooks/list-deliveries.query.ts';
import { listEndpointsQuery, registerEndpointUseCase, removeEndpointUseCase } from './webhooks/manage-endpoints.ts';
import { endpointDefinition } from './webhooks/webhook-endpoint.ts';

/** Builds the service that tells people and systems what happened. */
export async function compose(host: Host<typeof environment>): Promise<Composed> {
  const { service, config, log, clock, movable, tokens } = host;
  const foundations = await openFoundations(service, config, { log });
  const { database } = foundations;
  const reach = config.THROUGHLINE_MODE === 'production' ? 'public' : 'loopback';
  const people = database.mirror<PersonMirror, PersonEvent>({
    collection: 'people',
    project: projectPerson,
    indexes: [{ fields: { 'roles.organisationId': 1, _id: 1 } }],
  });
  const endpoints = database.aggregate(endpointDefinition);
  const notices = declareNotices(database);
  const deliveries = declareDeliveries(database);
  const endDelivery = endDeliveryUseCase({ notices: database.aggregate(noticeDefinition), clock });
  const delivering = deliverWebhooks({
    deliveries,
    endpoints,
    endDelivery,
    reach,
    publicUrl: config.PUBLIC_URL,
    log,
  });
  const concerns = database.mirror<ConcernMirror, ConcernEvent>({
    collection: 'concerns',
    project: projectConcern,
    react: onConcernEvent({ people, notices, deliveries, endpoints, nudge: () => delivering.nudge() }),
  });
  const owners = {
    gateway: serviceClient({ baseUrl: config.GATEWAY_URL, tokens }),
    feedback: serviceClient({ baseUrl: config.FEEDBACK_URL, tokens }),
  };
  const use: UseCases = {
    listNotices: listNoticesQuery({ database, notices, endDelivery }),
    readNotice: readNoticeUseCase(notices),
    registerEndpoint: registerEndpointUseCase({ endpoints, reach }),
    listEndpoints: listEndpointsQuery(endpoints),
    removeEndpoint: removeEndpointUseCase(endpoints),
    listDeliveries: listDeliveriesQuery(database, deliveries),
  };
  // Nothing here falls due by the business clock: attempts are spaced by the machine's.
  const sweep = dueSweep([], { clock, movable, log });
  const app = buildApp({
    service,
    routes: [...routes, foundations.journal, ...sweep.routes],
    use,
    tokens,
    log,
    clock,
    idempotencySecret: config.IDEMPOTENCY_SECRET,
    readiness: foundations.readiness,
  });
  return {
    app,
    start: () => foundations.start(subscriptions({ concerns, people }, owners)),
    async stop() {
      await sweep.stop();
      await delivering.stop();
      await foundations.stop();
      await Promise.all(Object.values(owners).map((client) => client.close()));
    },
  };
}
