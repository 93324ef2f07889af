import { languageTag, role } from '@throughline/contracts';
import { idParam, listOf, ok, page, type Route, routesFor, writtenLine } from '@throughline/http';
import { NotFound } from '@throughline/kernel';
import { z } from 'zod';
import { FirstAdministratorExists } from '../people/person.errors.ts';
import { policy } from '../policy.ts';
import type { demoPeopleQuery, demoSignInUseCase } from './demo-sign-in.ts';

export interface DemoUseCases {
  readonly demoPeople: ReturnType<typeof demoPeopleQuery>;
  readonly demoSignIn: ReturnType<typeof demoSignInUseCase>;
}

const route = routesFor(policy).using<DemoUseCases>();

const demoPerson = z.strictObject({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.strictObject({ role, forumId: z.string().optional(), organisationId: z.string().optional() })),
});

/** For the portal and the stack's own start, in their service tokens. A production start does not have these routes. */
export const demoRoutes: readonly Route<DemoUseCases>[] = [
  route({
    method: 'get',
    path: '/internal/demo/people',
    summary: 'List whom a visitor of the demo may be',
    may: 'demo.sign-in',
    answers: { 200: listOf(demoPerson) },
    handle: async ({ use }) => page(await use.demoPeople()),
  }),
  route({
    method: 'post',
    path: '/internal/demo/sessions',
    summary: 'Sign a visitor of the demo in',
    may: 'demo.sign-in',
    body: z.union([
      z.strictObject({ personId: idParam('per') }),
      z.strictObject({
        firstAdministrator: z.strictObject({
          name: writtenLine({ max: 200 }),
          email: z.email().max(254),
          language: languageTag,
        }),
      }),
    ]),
    answers: { 200: z.strictObject({ personId: z.string(), token: z.string(), expiresAt: z.string() }) },
    problems: [NotFound, FirstAdministratorExists],
    handle: async ({ body, context, use }) => {
      const { personId, token, expiresAt } = await use.demoSignIn(body, context);
      return ok({ personId, token, expiresAt: expiresAt.toISOString() }, { noStore: true });
    },
  }),
];
