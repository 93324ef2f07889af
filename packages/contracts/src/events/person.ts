import { z } from 'zod';
import { role } from '../code-lists.ts';
import { defineEvent, type EventsOf } from '../define-event.ts';
import { fieldName, id, languageTag } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { hashedWords, textErased, textErasedWhen, textId } from './words.ts';

const person = { context: 'access', aggregate: 'person', major: 1 } as const;

/** A role over one forum, one organisation, or the network when neither is named. */
const heldRole = {
  roleId: id('rol'),
  role,
  forumId: id('frm').exactOptional(),
  organisationId: id('org').exactOptional(),
};

/** Everything that happens to somebody who signs in. Names and mail addresses are words. */
export const personEvents = {
  invited: defineEvent({
    ...person,
    name: 'invited',
    emittedWhen: 'an administrator, secretariat or representative invites somebody',
    data: z.strictObject({ language: languageTag, nameTextId: textId, mailTextId: textId, ...hashedWords }),
    example: { language: 'en', nameTextId: exampleIds.text, mailTextId: exampleIds.otherText },
  }),
  joined: defineEvent({
    ...person,
    name: 'joined',
    emittedWhen: 'somebody who was invited signs in for the first time',
    data: z.strictObject({}),
    example: {},
  }),
  profileChanged: defineEvent({
    ...person,
    name: 'profile-changed',
    emittedWhen: "a person's name, mail address or language changes",
    data: z.strictObject({
      fields: z.array(fieldName).min(1).max(20),
      language: languageTag,
      nameTextId: textId,
      mailTextId: textId,
      ...hashedWords,
    }),
    example: { fields: ['language'], language: 'so', nameTextId: exampleIds.text, mailTextId: exampleIds.otherText },
  }),
  roleGranted: defineEvent({
    ...person,
    name: 'role-granted',
    emittedWhen: 'a person is given a role over a forum, an organisation or the network',
    data: z.strictObject(heldRole),
    example: { roleId: exampleIds.role, role: 'officer', organisationId: exampleIds.housing },
  }),
  roleEnded: defineEvent({
    ...person,
    name: 'role-ended',
    emittedWhen: 'a role that a person held ends',
    data: z.strictObject(heldRole),
    example: { roleId: exampleIds.role, role: 'secretariat', forumId: exampleIds.forum },
  }),
  left: defineEvent({
    ...person,
    name: 'left',
    emittedWhen: 'a person leaves the network and may no longer sign in',
    data: z.strictObject({}),
    example: {},
  }),
  textErased: defineEvent({
    ...person,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'subject-request' },
  }),
};
export type PersonEvent = EventsOf<typeof personEvents>;
