import { type ApiKeyEvent, apiKeyEvents } from '@throughline/contracts';
import { holds } from '@throughline/kernel';
import type { AggregateDefinition, AggregateStore, Stored } from '@throughline/persistence';
import { z } from 'zod';
import { type ApiKey, apiKeyState, evolveApiKey } from './api-key.ts';

const apiKeyParticulars = z.strictObject({
  /** SHA-256 of the secret, in hex. */
  secretHash: z.string(),
});
export type ApiKeyParticulars = z.infer<typeof apiKeyParticulars>;
export type StoredApiKey = Stored<ApiKey, ApiKeyParticulars>;
export type ApiKeyStore = AggregateStore<ApiKey, ApiKeyEvent, ApiKeyParticulars>;

/** How keys are kept. */
export const apiKeyDefinition: AggregateDefinition<ApiKey, ApiKeyEvent, ApiKeyParticulars> = {
  name: 'api-key',
  prefix: 'key',
  collection: 'api_keys',
  context: 'access',
  events: apiKeyEvents,
  state: apiKeyState,
  particulars: apiKeyParticulars,
  evolve: evolveApiKey,
  forumIdOf: () => undefined,
  indexes: [
    { fields: { 'state.organisationId': 1, _id: 1 } },
    { fields: { 'state.organisationId': 1, updatedAt: 1, _id: 1 } },
  ],
  visibleTo: (principal, { state }) =>
    holds(principal, 'administrator') ||
    holds(principal, 'auditor') ||
    holds(principal, 'representative', state.organisationId),
};
