import type { Id, Principal } from '@throughline/kernel';
import type { CommandContext } from '@throughline/persistence';
import { expire } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';

const gateway: Principal = { kind: 'service', id: 'gateway' };

/** A key expires once, so the command is known by the key alone, and a sweep that runs twice says nothing twice. */
function commandOf(keyId: Id, now: Date): CommandContext {
  const commandKey = `expire:${keyId}`;
  return {
    principal: gateway,
    now,
    commandKey,
    fingerprint: commandKey,
    correlationId: commandKey,
    requestId: commandKey,
  };
}

/** What the due sweep has a key say: that its last day has passed. */
export const expireApiKeyUseCase =
  ({ apiKeys }: { readonly apiKeys: ApiKeyStore }) =>
  (keyId: Id, now: Date) =>
    apiKeys.change(keyId, commandOf(keyId, now), (key) => expire(key, now));
