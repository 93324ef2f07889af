import { type Id, NotFound, type Policy } from '@throughline/kernel';
import type { CommandContext, Outcome } from '@throughline/persistence';
import type { policy as gatewayPolicy } from '../policy.ts';
import { type ApiKey, revoke } from './api-key.ts';
import type { ApiKeyParticulars, ApiKeyStore } from './api-key-store.ts';
import { requireMayOver } from './issue-api-key.ts';

interface Dependencies {
  readonly apiKeys: ApiKeyStore;
  readonly policy: Policy<(typeof gatewayPolicy)['actions'][number]>;
}

/** Revokes a key of an organisation. */
export const revokeApiKeyUseCase =
  ({ apiKeys, policy }: Dependencies) =>
  async (
    { organisationId, keyId }: { readonly organisationId: Id; readonly keyId: Id },
    context: CommandContext,
  ): Promise<Outcome<ApiKey, ApiKeyParticulars>> => {
    requireMayOver(policy, context.principal, { action: 'api-key.revoke', organisationId });
    return apiKeys.change(keyId, context, (key) => {
      if (key.organisationId !== organisationId) throw new NotFound();
      return revoke(key);
    });
  };
