import { languageTag, role } from '@throughline/contracts';
import { created, idParam, listOf, listQuery, ok, page, type Route, routesFor, writtenLine } from '@throughline/http';
import { NotFound } from '@throughline/kernel';
import { z } from 'zod';
import { policy } from '../policy.ts';
import { ForumUnknown, OrganisationUnknown } from '../registry/registry.ts';
import { changePersonUseCase } from './change-person.ts';
import { endRoleUseCase, grantRoleUseCase } from './change-roles.ts';
import { invitePersonUseCase } from './invite-person.ts';
import type { listPeopleQuery } from './list-people.query.ts';
import {
  LastAdministrator,
  MailTaken,
  RoleAlreadyHeld,
  RoleDoesNotFit,
  RoleEnded,
  TooManyRoles,
} from './person.errors.ts';
import { personRepresentation, showPerson } from './person-representation.ts';
import type { PersonStore } from './person-store.ts';

export interface PeopleUseCases {
  readonly people: PersonStore;
  readonly invitePerson: ReturnType<typeof invitePersonUseCase>;
  readonly changePerson: ReturnType<typeof changePersonUseCase>;
  readonly grantRole: ReturnType<typeof grantRoleUseCase>;
  readonly endRole: ReturnType<typeof endRoleUseCase>;
  readonly listPeople: ReturnType<typeof listPeopleQuery>;
}

const route = routesFor(policy).using<PeopleUseCases>();
const personId = idParam('per');
const email = z.email().max(254);
const name = writtenLine({ max: 200 });

/** Each role over what it can be held over, and nothing else. */
const roleBody = z.discriminatedUnion('role', [
  z.strictObject({ role: role.extract(['secretariat', 'chair']), forumId: idParam('frm') }),
  z.strictObject({
    role: role.extract(['caseworker', 'representative', 'officer']),
    organisationId: idParam('org'),
  }),
  z.strictObject({ role: role.extract(['auditor', 'administrator']) }),
]);

export const peopleRoutes: readonly Route<PeopleUseCases>[] = [
  route({
    method: 'post',
    path: '/v1/people',
    summary: 'Invite a person',
    may: 'person.invite',
    body: z.strictObject({ name, email, language: languageTag }),
    answers: { 201: personRepresentation },
    problems: [MailTaken],
    handle: async ({ body, context, use }) => {
      const outcome = await use.invitePerson(body, context);
      const { id } = outcome.stored;
      return created(showPerson(outcome.stored, context.principal), { id, location: `/v1/people/${id}`, outcome });
    },
  }),
  route({
    method: 'get',
    path: '/v1/people',
    summary: 'List people you may know of, in the order of their invitation',
    may: 'person.read',
    query: listQuery({
      organisation: idParam('org').optional(),
      forum: idParam('frm').optional(),
      role: role.optional(),
    }),
    answers: { 200: listOf(personRepresentation) },
    handle: async ({ query, principal, use }) => {
      const { items, ...neighbours } = await use.listPeople(query, principal);
      return page(
        items.map((person) => showPerson(person, principal)),
        neighbours,
      );
    },
  }),
  route({
    method: 'get',
    path: '/v1/people/:id',
    summary: 'Read a person',
    may: 'person.read',
    params: z.strictObject({ id: personId }),
    answers: { 200: personRepresentation },
    problems: [NotFound],
    handle: async ({ params, principal, use }) =>
      ok(showPerson(await use.people.require(params.id, principal), principal)),
  }),
  route({
    method: 'patch',
    path: '/v1/people/:id',
    summary: 'Change a person’s name, mail address or language',
    may: 'person.change',
    params: z.strictObject({ id: personId }),
    body: z.strictObject({ name: name.optional(), email: email.optional(), language: languageTag.optional() }),
    answers: { 200: personRepresentation },
    problems: [NotFound, MailTaken],
    handle: async ({ params, body, context, use }) => {
      const outcome = await use.changePerson(params.id, body, context);
      return ok(showPerson(outcome.stored, context.principal), { outcome });
    },
  }),
  route({
    method: 'post',
    path: '/v1/people/:id/roles',
    summary: 'Give a person a role',
    may: 'role.grant',
    params: z.strictObject({ id: personId }),
    body: roleBody,
    answers: { 201: personRepresentation },
    problems: [NotFound, RoleAlreadyHeld, RoleDoesNotFit, TooManyRoles, OrganisationUnknown, ForumUnknown],
    handle: async ({ params: { id }, body, context, use }) => {
      const outcome = await use.grantRole(id, body, context);
      return created(showPerson(outcome.stored, context.principal), { location: `/v1/people/${id}`, outcome });
    },
  }),
  route({
    method: 'post',
    path: '/v1/people/:id/roles/:roleId/end',
    summary: 'End a role',
    may: 'role.end',
    params: z.strictObject({ id: personId, roleId: idParam('rol') }),
    answers: { 200: personRepresentation },
    problems: [NotFound, RoleEnded, LastAdministrator],
    handle: async ({ params, context, use }) => {
      const outcome = await use.endRole(params, context);
      return ok(showPerson(outcome.stored, context.principal), { outcome });
    },
  }),
];
