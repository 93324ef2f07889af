import { scope } from '@throughline/contracts';
import {
  created,
  idParam,
  isoDate,
  listOf,
  listQuery,
  ok,
  page,
  type Route,
  routesFor,
  writtenLine,
} from '@throughline/http';
import { NotFound } from '@throughline/kernel';
import { z } from 'zod';
import { policy } from '../policy.ts';
import { OrganisationUnknown } from '../registry/registry.ts';
import { ExpiryInThePast } from './api-key.errors.ts';
import { apiKeyRepresentation, issuedKeyRepresentation, showApiKey } from './api-key-representation.ts';
import { type issueApiKeyUseCase, requireMayOver } from './issue-api-key.ts';
import type { listApiKeysQuery } from './list-api-keys.query.ts';
import type { revokeApiKeyUseCase } from './revoke-api-key.ts';

export interface ApiKeyUseCases {
  readonly issueApiKey: ReturnType<typeof issueApiKeyUseCase>;
  readonly revokeApiKey: ReturnType<typeof revokeApiKeyUseCase>;
  readonly listApiKeys: ReturnType<typeof listApiKeysQuery>;
}

const route = routesFor(policy).using<ApiKeyUseCases>();
const params = z.strictObject({ organisationId: idParam('org') });

export const apiKeyRoutes: readonly Route<ApiKeyUseCases>[] = [
  route({
    method: 'post',
    path: '/v1/organisations/:organisationId/api-keys',
    summary: 'Issue an API key; it is shown this once',
    may: 'api-key.issue',
    params,
    body: z.strictObject({
      name: writtenLine({ max: 200 }),
      scopes: z.array(scope).min(1).max(10),
      expiresOn: isoDate.optional(),
    }),
    answers: { 201: issuedKeyRepresentation },
    problems: [NotFound, OrganisationUnknown, ExpiryInThePast],
    handle: async ({ params: { organisationId }, body, context, use }) => {
      const outcome = await use.issueApiKey({ organisationId, ...body }, context);
      const { key, stored } = outcome;
      return created(
        { ...showApiKey(stored), ...(key === undefined ? {} : { key }) },
        { id: stored.id, location: `/v1/organisations/${organisationId}/api-keys/${stored.id}`, outcome },
      );
    },
  }),
  route({
    method: 'get',
    path: '/v1/organisations/:organisationId/api-keys',
    summary: 'List an organisation’s API keys in the order of their issue',
    may: 'api-key.read',
    params,
    query: listQuery({}),
    answers: { 200: listOf(apiKeyRepresentation) },
    problems: [NotFound],
    handle: async ({ params: { organisationId }, query, principal, use }) => {
      requireMayOver(policy, principal, { action: 'api-key.read', organisationId });
      const { items, ...neighbours } = await use.listApiKeys({ organisationId, ...query });
      return page(items.map(showApiKey), neighbours);
    },
  }),
  route({
    method: 'delete',
    path: '/v1/organisations/:organisationId/api-keys/:keyId',
    summary: 'Revoke an API key; it is refused within 5 seconds',
    may: 'api-key.revoke',
    params: z.strictObject({ organisationId: idParam('org'), keyId: idParam('key') }),
    ifMatch: 'optional',
    answers: { 200: apiKeyRepresentation },
    problems: [NotFound],
    handle: async ({ params: { organisationId, keyId }, context, use }) => {
      const outcome = await use.revokeApiKey({ organisationId, keyId }, context);
      return ok(showApiKey(outcome.stored), { outcome });
    },
  }),
];
