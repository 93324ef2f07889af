import { apiKeyEvents, type Scope } from '@throughline/contracts';
import { holds, type Id, type NewId, NotFound, type Policy, type Principal } from '@throughline/kernel';
import { type CommandContext, newWords, type Outcome } from '@throughline/persistence';
import type { policy as gatewayPolicy } from '../policy.ts';
import type { Registry } from '../registry/registry.ts';
import { ExpiryInThePast } from './api-key.errors.ts';
import { type ApiKey, endOf } from './api-key.ts';
import type { ApiKeyParticulars, ApiKeyStore } from './api-key-store.ts';
import { hashSecret, type KeyEnvironment, newSecret, writeKey } from './key-format.ts';

export interface IssueApiKey {
  readonly organisationId: Id;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresOn?: string | undefined;
}

/** A key's name is a name, in no language (BCP 47). */
const undeterminedLanguage = 'und';

type GatewayPolicy = Policy<(typeof gatewayPolicy)['actions'][number]>;

interface Dependencies {
  readonly apiKeys: ApiKeyStore;
  readonly registry: Registry;
  readonly policy: GatewayPolicy;
  readonly environment: KeyEnvironment;
  readonly newId: NewId;
}

/** Another organisation's keys are not there, whatever one's role; of one's own, the policy decides. */
export function requireMayOver(
  policy: GatewayPolicy,
  principal: Principal,
  {
    action,
    organisationId,
  }: { readonly action: 'api-key.issue' | 'api-key.read' | 'api-key.revoke'; readonly organisationId: Id },
): void {
  if (policy.allows(principal, action, { organisation: organisationId })) return;
  const isOwn = principal.kind === 'person' && principal.roles.some((held) => held.organisationId === organisationId);
  if (!isOwn && !holds(principal, 'auditor')) throw new NotFound();
  policy.require(principal, action, { organisation: organisationId });
}

/** Makes a key. It is in the answer to the first request and nowhere else, ever. */
export const issueApiKeyUseCase =
  ({ apiKeys, registry, policy, environment, newId }: Dependencies) =>
  async (
    { organisationId, name, scopes, expiresOn }: IssueApiKey,
    context: CommandContext,
  ): Promise<Outcome<ApiKey, ApiKeyParticulars> & { readonly key?: string }> => {
    requireMayOver(policy, context.principal, { action: 'api-key.issue', organisationId });
    const [keyId, secret] = [newId('key'), newSecret()];
    const { textId, entry, sha256 } = newWords(name, undeterminedLanguage);
    const outcome = await apiKeys.create(context, keyId, async () => {
      if (expiresOn !== undefined && endOf(expiresOn) <= context.now) throw new ExpiryInThePast();
      await registry.requireOrganisation(organisationId);
      return {
        events: [
          apiKeyEvents.issued.of({
            organisationId,
            scopes: [...new Set(scopes)],
            ...(expiresOn === undefined ? {} : { expiresOn }),
            nameTextId: textId,
            textHashes: [{ textId, sha256 }],
          }),
        ],
        words: { [textId]: entry },
        particulars: { secretHash: hashSecret(secret) },
      };
    });
    // After an equal request of the same moment the stored key is the other one's, and so is the secret.
    return outcome.replayed || outcome.stored.id !== keyId
      ? outcome
      : { ...outcome, key: writeKey({ environment, keyId, secret }) };
  };
