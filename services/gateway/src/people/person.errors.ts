import { problem } from '@throughline/kernel';

/** The same role over the same thing, twice. */
export class RoleAlreadyHeld extends problem({
  code: 'role-already-held',
  kind: 'conflict',
  title: 'They hold this role already',
  remedy: 'Nothing needs to be done.',
}) {}

/** The role has ended before. */
export class RoleEnded extends problem({
  code: 'role-ended',
  kind: 'conflict',
  title: 'This role has ended already',
  remedy: 'Nothing needs to be done; grant it again if it is needed.',
}) {}

/** More roles than an internal token may carry. */
export class TooManyRoles extends problem({
  code: 'too-many-roles',
  kind: 'conflict',
  title: 'They hold as many roles as one person may',
  remedy: 'End a role that is no longer needed first.',
}) {
  constructor(most: number) {
    super(`One person holds at most ${most} roles at a time.`);
  }
}

/** Nobody would be left who could give anybody a role. */
export class LastAdministrator extends problem({
  code: 'last-administrator',
  kind: 'conflict',
  title: 'They are the only administrator',
  remedy: 'Make somebody else administrator first.',
}) {}

/** A role of officers, over an organisation without a duty to answer; or the reverse. */
export class RoleDoesNotFit extends problem({
  code: 'role-does-not-fit',
  kind: 'impossible',
  title: 'The role does not fit the organisation',
  remedy: 'Officers belong to institutions; in any other organisation use caseworker or representative.',
}) {}

/** Somebody else has the mail address. */
export class MailTaken extends problem({
  code: 'mail-taken',
  kind: 'conflict',
  title: 'Somebody with this mail address is there already',
  remedy: 'Look them up and give them the role, or use another address.',
}) {}

/** The network has its first administrator, and another one was asked for. */
export class FirstAdministratorExists extends problem({
  code: 'first-administrator-exists',
  kind: 'conflict',
  title: 'The network has its first administrator already',
  remedy: 'Ask an administrator to invite others.',
}) {}
