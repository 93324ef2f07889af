import { personEvents as events, type PersonEvent, type Recorded } from '@throughline/contracts';

/** What must be known of a person to tell them: what they are, and for whom. */
export interface PersonMirror {
  readonly hasLeft: boolean;
  readonly roles: readonly { readonly id: string; readonly role: string; readonly organisationId?: string }[];
}

/** The mirror of a person after one more event. */
export function projectPerson(previous: PersonMirror | undefined, event: Recorded<PersonEvent>): PersonMirror {
  const { hasLeft, roles } = previous ?? { hasLeft: false, roles: [] };
  switch (event.type) {
    case events.roleGranted.type: {
      const { roleId, role, organisationId } = event.data;
      return { hasLeft, roles: [...roles, { id: roleId, role, ...(organisationId && { organisationId }) }] };
    }
    case events.roleEnded.type:
      return { hasLeft, roles: roles.filter(({ id }) => id !== event.data.roleId) };
    case events.left.type:
      return { hasLeft: true, roles };
    default:
      return { hasLeft, roles };
  }
}
