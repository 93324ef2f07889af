import { z } from 'zod';
import { defineEvent, type EventsOf } from '../define-event.ts';
import { code, eventName, id } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { hashedWords, textErased, textErasedWhen, textId } from './words.ts';

const webhookEndpoint = { context: 'notifications', aggregate: 'webhook-endpoint', major: 1 } as const;

/** Everything that happens to an address that webhooks go to. The address is words; the secret is in no event. */
export const webhookEndpointEvents = {
  registered: defineEvent({
    ...webhookEndpoint,
    name: 'registered',
    emittedWhen: 'an organisation registers an address for webhooks',
    data: z.strictObject({
      organisationId: id('org'),
      events: z.array(eventName).min(1).max(200),
      urlTextId: textId,
      ...hashedWords,
    }),
    example: {
      organisationId: exampleIds.kinfolkAston,
      events: ['concern.answer-published'],
      urlTextId: exampleIds.text,
    },
  }),
  secretRotated: defineEvent({
    ...webhookEndpoint,
    name: 'secret-rotated',
    emittedWhen: 'an endpoint gets a new secret; the old one signs along for a while',
    data: z.strictObject({}),
    example: {},
  }),
  disabled: defineEvent({
    ...webhookEndpoint,
    name: 'disabled',
    emittedWhen: 'an endpoint gets no more webhooks, by its owner or after failing too long',
    data: z.strictObject({ reason: code() }),
    example: { reason: 'failing' },
  }),
  enabled: defineEvent({
    ...webhookEndpoint,
    name: 'enabled',
    emittedWhen: 'a disabled endpoint gets webhooks again',
    data: z.strictObject({}),
    example: {},
  }),
  removed: defineEvent({
    ...webhookEndpoint,
    name: 'removed',
    emittedWhen: 'an organisation removes an endpoint for good',
    data: z.strictObject({}),
    example: {},
  }),
  textErased: defineEvent({
    ...webhookEndpoint,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'retention' },
  }),
};
export type WebhookEndpointEvent = EventsOf<typeof webhookEndpointEvents>;
