import { webhookEndpointEvents as events, type Recorded, type WebhookEndpointEvent } from '@throughline/contracts';
import { transitions } from '@throughline/kernel';
import type { AggregateDefinition, MongoAggregateStore, Stored } from '@throughline/persistence';
import { z } from 'zod';
import { managesWebhooksOf } from '../policy.ts';

/** An address that an organisation's own systems listen at. The address is words, the secret stays with us. */
const endpointState = z.strictObject({
  organisationId: z.string(),
  events: z.array(z.string()).readonly(),
  urlTextId: z.string(),
  standing: z.enum(['enabled', 'disabled', 'removed']),
});
export type Endpoint = z.infer<typeof endpointState>;

/** What signs deliveries. It cannot be a hash: both sides sign with it. */
const endpointParticulars = z.strictObject({ secret: z.string() });
export type EndpointParticulars = z.infer<typeof endpointParticulars>;

export type EndpointStore = MongoAggregateStore<Endpoint, WebhookEndpointEvent, EndpointParticulars>;
export type StoredEndpoint = Stored<Endpoint, EndpointParticulars>;

/** What may be done to an endpoint, by its standing. */
export const standing = transitions<Endpoint['standing'], 'disable' | 'enable' | 'remove'>({
  enabled: { disable: 'disabled', remove: 'removed' },
  disabled: { enable: 'enabled', remove: 'removed' },
  removed: {},
});

function evolve(previous: Endpoint | undefined, event: Recorded<WebhookEndpointEvent>): Endpoint {
  if (event.type === events.registered.type) {
    const { organisationId, events: wanted, urlTextId } = event.data;
    return { organisationId, events: wanted, urlTextId, standing: 'enabled' };
  }
  if (!previous) throw new RangeError(`an endpoint begins when it is registered, not with ${event.type}`);
  switch (event.type) {
    case events.disabled.type:
      return { ...previous, standing: 'disabled' };
    case events.enabled.type:
      return { ...previous, standing: 'enabled' };
    case events.removed.type:
      return { ...previous, standing: 'removed' };
    default:
      return previous;
  }
}

export const endpointDefinition: AggregateDefinition<Endpoint, WebhookEndpointEvent, EndpointParticulars> = {
  name: 'webhook-endpoint',
  prefix: 'whk',
  collection: 'webhook_endpoints',
  context: 'notifications',
  state: endpointState,
  particulars: endpointParticulars,
  evolve,
  forumIdOf: () => undefined,
  visibleTo: (principal, { state }) =>
    state.standing !== 'removed' && managesWebhooksOf(principal, state.organisationId),
  indexes: [{ fields: { 'state.organisationId': 1, 'state.standing': 1, _id: 1 } }],
};
