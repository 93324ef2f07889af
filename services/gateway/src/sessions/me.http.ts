import { role, scope } from '@throughline/contracts';
import { ok, type Route, routesFor } from '@throughline/http';
import { NotFound } from '@throughline/kernel';
import { z } from 'zod';
import { principalRoles } from '../people/person.ts';
import { showPerson } from '../people/person-representation.ts';
import type { PersonStore } from '../people/person-store.ts';
import { policy } from '../policy.ts';

export interface MeUseCases {
  readonly people: PersonStore;
}

const route = routesFor(policy).using<MeUseCases>();

const meRepresentation = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('person'),
      id: z.string(),
      name: z.string().nullable(),
      email: z.string().nullable(),
      language: z.string(),
      /** Those held now. */
      roles: z.array(z.strictObject({ role, forumId: z.string().optional(), organisationId: z.string().optional() })),
    }),
    z.strictObject({
      kind: z.literal('key'),
      id: z.string(),
      organisationId: z.string(),
      scopes: z.array(scope),
    }),
  ])
  .meta({ id: 'Me' });

export const meRoute: Route<MeUseCases> = route({
  method: 'get',
  path: '/v1/me',
  summary: 'See who you are, and what you may do',
  may: 'me.read',
  answers: { 200: meRepresentation },
  problems: [NotFound],
  handle: async ({ principal, use }) => {
    if (principal.kind === 'key') {
      const { id, organisationId, scopes } = principal;
      return ok({ kind: 'key' as const, id, organisationId, scopes });
    }
    if (principal.kind !== 'person') throw new NotFound();
    const stored = await use.people.require(principal.id, principal);
    const { id, name, email, language } = showPerson(stored, principal);
    return ok({ kind: 'person' as const, id, name, email, language, roles: principalRoles(stored.state) });
  },
});
