import { type PersonEvent, personEvents, type Recorded, role } from '@throughline/contracts';
import { type Id, NotFound, type Role } from '@throughline/kernel';
import { z } from 'zod';
import { RoleAlreadyHeld, RoleEnded, TooManyRoles } from './person.errors.ts';

const heldRole = z.strictObject({
  roleId: z.string(),
  role,
  forumId: z.string().exactOptional(),
  organisationId: z.string().exactOptional(),
  from: z.string(),
  to: z.string().exactOptional(),
});
/** A role that a person holds, or once held when `to` is set. */
export type HeldRole = z.infer<typeof heldRole>;

export const personState = z.strictObject({
  language: z.string(),
  nameTextId: z.string(),
  mailTextId: z.string(),
  /** Who invited: whoever did may go on to give the first role. */
  invitedBy: z.string(),
  joinedAt: z.string().exactOptional(),
  leftAt: z.string().exactOptional(),
  roles: z.array(heldRole),
});
/** Somebody who signs in, as the fold of their events. */
export type Person = z.infer<typeof personState>;

/** Every role travels in the internal token of every request, and a token has to fit into a header. */
export const mostRoles = 50;

export const rolesNow = ({ roles, leftAt }: Person): HeldRole[] =>
  leftAt === undefined ? roles.filter(({ to }) => to === undefined) : [];

/** What the person may be at this moment, as a principal carries it. */
export const principalRoles = (person: Person): Role[] =>
  rolesNow(person).map(({ role: name, forumId, organisationId }) => ({
    role: name,
    ...(forumId === undefined ? {} : { forumId }),
    ...(organisationId === undefined ? {} : { organisationId }),
  }));

function begin(event: Recorded<PersonEvent>): Person {
  if (event.type !== personEvents.invited.type) throw new TypeError(`${event.subject} begins with ${event.type}`);
  const { language, nameTextId, mailTextId } = event.data;
  return { language, nameTextId, mailTextId, invitedBy: event.actor, roles: [] };
}

/** The fold: the state after one more event. */
export function evolvePerson(person: Person | undefined, event: Recorded<PersonEvent>): Person {
  if (person === undefined) return begin(event);
  switch (event.type) {
    case personEvents.joined.type:
      return { ...person, joinedAt: event.at };
    case personEvents.profileChanged.type: {
      const { language, nameTextId, mailTextId } = event.data;
      return { ...person, language, nameTextId, mailTextId };
    }
    case personEvents.roleGranted.type:
      return { ...person, roles: [...person.roles, { ...event.data, from: event.at }] };
    case personEvents.roleEnded.type: {
      const { roleId } = event.data;
      return {
        ...person,
        roles: person.roles.map((held) => (held.roleId === roleId ? { ...held, to: event.at } : held)),
      };
    }
    case personEvents.left.type:
      return { ...person, leftAt: event.at };
    default:
      return person;
  }
}

const isSameRole = (one: Role, other: Role) =>
  one.role === other.role && one.forumId === other.forumId && one.organisationId === other.organisationId;

/** Gives somebody a role. */
export function grantRole(person: Person, granted: Role, roleId: Id): PersonEvent[] {
  const held = rolesNow(person);
  if (held.some((one) => isSameRole(one, granted))) throw new RoleAlreadyHeld();
  if (held.length >= mostRoles) throw new TooManyRoles(mostRoles);
  return [personEvents.roleGranted.of({ roleId, ...granted })];
}

/** The role behind an id, which may have ended. Throws NotFound. */
export function roleOf(person: Person, roleId: Id): HeldRole {
  const held = person.roles.find((one) => one.roleId === roleId);
  if (!held) throw new NotFound();
  return held;
}

/** Ends a role; what was done under it stays. */
export function endRole(person: Person, roleId: Id): PersonEvent[] {
  const { from: _from, to, ...ended } = roleOf(person, roleId);
  if (to !== undefined) throw new RoleEnded();
  return [personEvents.roleEnded.of(ended)];
}

/** The first sign-in; later ones are no news. */
export const join = (person: Person): PersonEvent[] =>
  person.joinedAt === undefined ? [personEvents.joined.of({})] : [];
