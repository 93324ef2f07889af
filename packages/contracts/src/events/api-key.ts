import { z } from 'zod';
import { scope } from '../code-lists.ts';
import { defineEvent, type EventsOf } from '../define-event.ts';
import { id, isoDate } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { hashedWords, textErased, textErasedWhen, textId } from './words.ts';

const apiKey = { context: 'access', aggregate: 'api-key', major: 1 } as const;

/** Everything that happens to an organisation's key. The key itself is in no event, not even as a hash. */
export const apiKeyEvents = {
  issued: defineEvent({
    ...apiKey,
    name: 'issued',
    emittedWhen: 'a key is made for an organisation and shown once',
    data: z.strictObject({
      organisationId: id('org'),
      scopes: z.array(scope).min(1).max(10),
      expiresOn: isoDate.exactOptional(),
      nameTextId: textId,
      ...hashedWords,
    }),
    example: {
      organisationId: exampleIds.kinfolkAston,
      scopes: ['concerns:submit', 'concerns:read', 'concerns:respond'],
      expiresOn: '2027-10-31',
      nameTextId: exampleIds.text,
    },
  }),
  revoked: defineEvent({
    ...apiKey,
    name: 'revoked',
    emittedWhen: 'somebody revokes a key; gateways refuse it within 5 seconds',
    data: z.strictObject({ organisationId: id('org') }),
    example: { organisationId: exampleIds.kinfolkAston },
  }),
  expired: defineEvent({
    ...apiKey,
    name: 'expired',
    emittedWhen: "a key's last day has passed",
    data: z.strictObject({ organisationId: id('org'), expiredOn: isoDate }),
    example: { organisationId: exampleIds.kinfolkAston, expiredOn: '2027-10-31' },
  }),
  textErased: defineEvent({
    ...apiKey,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'retention' },
  }),
};
export type ApiKeyEvent = EventsOf<typeof apiKeyEvents>;
