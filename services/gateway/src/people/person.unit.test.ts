import { personEvents } from '@throughline/contracts';
import { newId, type Principal } from '@throughline/kernel';
import { givenFor } from '@throughline/testing';
import { RoleAlreadyHeld, RoleEnded, TooManyRoles } from './person.errors.ts';
import { endRole, evolvePerson, grantRole, join, mostRoles, type Person, principalRoles } from './person.ts';
import { knows, maySeeMail } from './person-visibility.ts';

const id = newId('per');
const given = givenFor(id, evolvePerson);
const [aston, hub, forum] = [newId('org'), newId('org'), newId('frm')];
const invited = {
  event: personEvents.invited.of({ language: 'en', nameTextId: newId('txt'), mailTextId: newId('txt') }),
};
const granted = (roleId: string, role: object) => ({
  event: personEvents.roleGranted.of({ roleId, role: 'caseworker', ...role }),
});
const roleId = newId('rol');

it('somebody invited holds no role, and none but those granted', () => {
  expect(principalRoles(given(invited).state as Person)).toEqual([]);
  const { state } = given(invited, granted(roleId, { organisationId: aston }));
  expect(principalRoles(state as Person)).toEqual([{ role: 'caseworker', organisationId: aston }]);
});

it('the same role over another organisation is another role; over the same one it is held already', () => {
  const past = given(invited, granted(roleId, { organisationId: aston }));
  past
    .when((person) => grantRole(person, { role: 'caseworker', organisationId: hub }, newId('rol')))
    .gives((events) => expect(events).toHaveLength(1));
  past
    .when((person) => grantRole(person, { role: 'caseworker', organisationId: aston }, newId('rol')))
    .throws(RoleAlreadyHeld);
});

it('a role that has ended can be granted again, and does not end twice', () => {
  const ended = { event: personEvents.roleEnded.of({ roleId, role: 'caseworker', organisationId: aston }) };
  const past = given(invited, granted(roleId, { organisationId: aston }), ended);
  expect(principalRoles(past.state as Person)).toEqual([]);
  past
    .when((person) => grantRole(person, { role: 'caseworker', organisationId: aston }, newId('rol')))
    .gives((events) => expect(events).toHaveLength(1));
  past.when((person) => endRole(person, roleId)).throws(RoleEnded);
});

it('roles stay few enough to travel in a header', () => {
  const many = Array.from({ length: mostRoles }, () => granted(newId('rol'), { organisationId: newId('org') }));
  given(invited, ...many)
    .when((person) => grantRole(person, { role: 'caseworker', organisationId: hub }, newId('rol')))
    .throws(TooManyRoles);
});

it('they join once', () => {
  given(invited)
    .when(join)
    .gives((events) => expect(events).toEqual([personEvents.joined.of({})]));
  given(invited, { event: personEvents.joined.of({}) })
    .when(join)
    .gives((events) => expect(events).toEqual([]));
});

it('who has left holds nothing', () => {
  const { state } = given(invited, granted(roleId, { organisationId: aston }), { event: personEvents.left.of({}) });
  expect(principalRoles(state as Person)).toEqual([]);
});

describe('who knows of a caseworker of Aston', () => {
  const { state } = given(invited, granted(roleId, { organisationId: aston }));
  const person = state as Person;
  const reader = (role: string, over: object = {}): Principal => ({
    kind: 'person',
    id: newId('per'),
    roles: [{ role, ...over } as never],
  });
  it.each<[string, Principal, boolean, boolean]>([
    ['themself', { kind: 'person', id, roles: [] }, true, true],
    ['who invited them', { kind: 'person', id: person.invitedBy, roles: [] }, true, true],
    ['an administrator', reader('administrator'), true, true],
    ['an auditor', reader('auditor'), true, false],
    ['a colleague', reader('caseworker', { organisationId: aston }), true, false],
    ['their representative', reader('representative', { organisationId: aston }), true, true],
    ['another organisation’s representative', reader('representative', { organisationId: hub }), false, false],
    ['a secretariat whose forum they do not serve', reader('secretariat', { forumId: forum }), false, false],
    ['a key of Aston', { kind: 'key', id: newId('key'), organisationId: aston, scopes: [] }, false, false],
    ['nobody signed in', { kind: 'anonymous' }, false, false],
    ['notifications', { kind: 'service', id: 'notifications' }, true, false],
    ['another service', { kind: 'service', id: 'insights' }, false, false],
  ])('%s', (_who, principal, known, mail) => {
    expect([knows(principal, id, person), maySeeMail(principal, id, person)]).toEqual([known, mail]);
  });
});
