import { problem } from '@throughline/kernel';

/** A body or path names an organisation that the network does not have, or one that is closed (422). */
export class ParticipantUnknown extends problem({
  code: 'participant-unknown',
  kind: 'impossible',
  title: 'There is no such organisation that could take part',
  remedy: 'Name an organisation of the network that is not closed; GET /v1/organisations lists them.',
}) {
  constructor(pointer: string) {
    super('The organisation is not known, or closed.', {
      faults: [{ pointer, code: 'participant-unknown', message: 'is no organisation that could take part' }],
    });
  }
}

/** Decisions address institutions: they have the duty to answer (422). */
export class NotAnInstitution extends problem({
  code: 'addressee-no-institution',
  kind: 'impossible',
  title: 'The organisation is no institution',
  remedy: 'Name an organisation of kind `institution`.',
}) {
  constructor(pointer: string) {
    super('Only institutions can be addressed.', {
      faults: [{ pointer, code: 'addressee-no-institution', message: 'is no institution' }],
    });
  }
}
