import { z } from 'zod';
import { organisationKind, seatRole, sector, serviceStatus, theme } from '../code-lists.ts';
import { defineEvent, type EventsOf } from '../define-event.ts';
import { areaCode, code, fieldName, id, isoDate, languageTag } from '../scalars.ts';
import { exampleIds } from './example-ids.ts';
import { institutionStandards } from './standards.ts';
import { hashedWords, textErased, textErasedWhen, textId, textIds } from './words.ts';

const organisation = { context: 'organisations', aggregate: 'organisation', major: 1 } as const;

/** The codes of a profile. Names, description, identifiers, contacts and web address are words. */
const profile = {
  kind: organisationKind,
  sector,
  languages: z.array(languageTag).max(50),
  communities: z.array(code()).max(50),
  themes: z.array(theme).max(4),
  areas: z.array(areaCode).max(200),
  nameTextIds: textIds.min(1),
  descriptionTextId: textId.exactOptional(),
};
const service = {
  serviceId: id('svc'),
  status: serviceStatus,
  languages: z.array(languageTag).max(50),
  areas: z.array(areaCode).max(200),
  nameTextId: textId,
};
const exampleProfile = {
  kind: 'migrant-led',
  sector: 'community',
  languages: ['so', 'ar', 'en'],
  communities: ['somali'],
  themes: ['basic-rights-and-needs'],
  areas: ['E05011118'],
  nameTextIds: [{ language: 'en', textId: exampleIds.text }],
} as const;
const exampleService = {
  serviceId: exampleIds.service,
  status: 'active',
  languages: ['so', 'en'],
  areas: [],
  nameTextId: exampleIds.text,
} as const;

/** Everything that happens to an organisation's record. */
export const organisationEvents = {
  registered: defineEvent({
    ...organisation,
    name: 'registered',
    emittedWhen: 'a record is proposed',
    data: z.strictObject({ ...profile, ...hashedWords }),
    example: exampleProfile,
  }),
  verified: defineEvent({
    ...organisation,
    name: 'verified',
    emittedWhen: 'the secretariat has verified a proposed record',
    data: z.strictObject({}),
    example: {},
  }),
  madeDormant: defineEvent({
    ...organisation,
    name: 'made-dormant',
    emittedWhen: 'an organisation rests: it keeps its record and takes no part',
    data: z.strictObject({ reason: code().exactOptional() }),
    example: { reason: 'no-reply' },
  }),
  reactivated: defineEvent({
    ...organisation,
    name: 'reactivated',
    emittedWhen: 'a dormant organisation takes part again',
    data: z.strictObject({}),
    example: {},
  }),
  closed: defineEvent({
    ...organisation,
    name: 'closed',
    emittedWhen: 'an organisation has come to its end, with or without a successor',
    data: z.strictObject({ reason: code(), successorId: id('org').exactOptional() }),
    example: { reason: 'merged', successorId: exampleIds.cityWelcomeHub },
  }),
  profileChanged: defineEvent({
    ...organisation,
    name: 'profile-changed',
    emittedWhen: 'fields of the profile change; the event names them and carries every code as it is now',
    data: z.strictObject({ fields: z.array(fieldName).min(1).max(40), ...profile, ...hashedWords }),
    example: { fields: ['languages', 'contacts'], ...exampleProfile },
  }),
  assured: defineEvent({
    ...organisation,
    name: 'assured',
    emittedWhen: 'somebody confirms that the record is still right',
    data: z.strictObject({
      /** The organisation that the confirming person speaks for; absent when it was the secretariat. */
      byOrganisationId: id('org').exactOptional(),
      validUntil: isoDate,
    }),
    example: { byOrganisationId: exampleIds.kinfolkAston, validUntil: '2027-05-01' },
  }),
  seatTaken: defineEvent({
    ...organisation,
    name: 'seat-taken',
    emittedWhen: "an organisation's place on a forum begins",
    data: z.strictObject({
      seatId: id('sea'),
      forumId: id('frm'),
      role: seatRole,
      from: isoDate,
      to: isoDate.exactOptional(),
    }),
    example: {
      seatId: exampleIds.seat,
      forumId: exampleIds.forum,
      role: 'representative',
      from: '2026-01-01',
    },
  }),
  seatEnded: defineEvent({
    ...organisation,
    name: 'seat-ended',
    emittedWhen: "an organisation's place on a forum ends",
    data: z.strictObject({ seatId: id('sea'), forumId: id('frm'), role: seatRole, to: isoDate }),
    example: { seatId: exampleIds.seat, forumId: exampleIds.forum, role: 'representative', to: '2027-12-31' },
  }),
  serviceListed: defineEvent({
    ...organisation,
    name: 'service-listed',
    emittedWhen: 'an organisation lists a service that it offers',
    data: z.strictObject({ ...service, ...hashedWords }),
    example: exampleService,
  }),
  serviceChanged: defineEvent({
    ...organisation,
    name: 'service-changed',
    emittedWhen: 'a listed service changes',
    data: z.strictObject({ ...service, ...hashedWords }),
    example: { ...exampleService, status: 'inactive' },
  }),
  serviceWithdrawn: defineEvent({
    ...organisation,
    name: 'service-withdrawn',
    emittedWhen: 'a listed service is offered no longer',
    data: z.strictObject({ serviceId: id('svc') }),
    example: { serviceId: exampleIds.service },
  }),
  responsibilitiesSet: defineEvent({
    ...organisation,
    name: 'responsibilities-set',
    emittedWhen: 'what an institution is responsible for, or its own response standards, change',
    data: z.strictObject({
      responsibilities: z
        .array(
          z.strictObject({
            category: code(),
            /** None means everywhere. */
            areas: z.array(areaCode).max(100),
            teamTextId: textId.exactOptional(),
          }),
        )
        .max(100),
      standards: institutionStandards.exactOptional(),
      ...hashedWords,
    }),
    example: { responsibilities: [{ category: 'housing', areas: [] }], standards: { answerDays: 15 } },
  }),
  textErased: defineEvent({
    ...organisation,
    name: 'text-erased',
    emittedWhen: textErasedWhen,
    data: textErased,
    example: { textId: exampleIds.text, reason: 'subject-request' },
  }),
};
export type OrganisationEvent = EventsOf<typeof organisationEvents>;
