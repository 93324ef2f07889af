import { scope } from '@throughline/contracts';
import { isKept } from '@throughline/persistence';
import { z } from 'zod';
import type { StoredApiKey } from './api-key-store.ts';

export const apiKeyRepresentation = z
  .strictObject({
    id: z.string(),
    organisationId: z.string(),
    /** What it is called; null once that was erased. */
    name: z.string().nullable(),
    scopes: z.array(scope),
    /** The last day on which it works, in UTC. */
    expiresOn: z.iso.date().nullable(),
    issuedAt: z.string(),
    revokedAt: z.string().nullable(),
    expiredAt: z.string().nullable(),
    version: z.int(),
    updatedAt: z.string(),
  })
  .meta({ id: 'ApiKey' });
export type ApiKeyRepresentation = z.infer<typeof apiKeyRepresentation>;

/** With the key itself, in the one answer that shows it. A replay does not: a lost key is replaced by another one. */
export const issuedKeyRepresentation = apiKeyRepresentation
  .extend({ key: z.string().optional() })
  .meta({ id: 'IssuedApiKey' });

/** A key as those see it who may: never its secret, never the hash. */
export function showApiKey({ id, state, words, version, updatedAt }: StoredApiKey): ApiKeyRepresentation {
  const name = words[state.nameTextId];
  return {
    id,
    organisationId: state.organisationId,
    name: isKept(name) ? name.text : null,
    scopes: state.scopes,
    expiresOn: state.expiresOn ?? null,
    issuedAt: state.issuedAt,
    revokedAt: state.revokedAt ?? null,
    expiredAt: state.expiredAt ?? null,
    version,
    updatedAt: updatedAt.toISOString(),
  };
}
