import {
  areaCode,
  code,
  organisationEvents as events,
  id,
  institutionStandards,
  isoDate,
  languageTag,
  type OrganisationEvent,
  organisationKind,
  organisationState,
  type Recorded,
  seatRole,
  sector,
  theme,
} from '@throughline/contracts';
import { transitions } from '@throughline/kernel';
import { z } from 'zod';

const seat = z.strictObject({
  id: id('sea'),
  forumId: id('frm'),
  role: seatRole,
  from: isoDate,
  to: isoDate.exactOptional(),
});
const responsibility = z.strictObject({
  category: code(),
  areas: z.array(areaCode).readonly(),
  teamTextId: id('txt').exactOptional(),
});

/** An organisation's record as the fold of its events. Names and description are words. */
export const organisationRecord = z.strictObject({
  state: organisationState,
  kind: organisationKind,
  sector,
  languages: z.array(languageTag).readonly(),
  communities: z.array(code()).readonly(),
  themes: z.array(theme).readonly(),
  areas: z.array(areaCode).readonly(),
  nameTextIds: z.array(z.strictObject({ language: languageTag, textId: id('txt') })).readonly(),
  descriptionTextId: id('txt').exactOptional(),
  seats: z.array(seat).readonly(),
  responsibilities: z.array(responsibility).readonly(),
  standards: institutionStandards.exactOptional(),
  assured: z.strictObject({ at: z.iso.datetime(), until: isoDate }).exactOptional(),
  successorId: id('org').exactOptional(),
});
export type Organisation = z.infer<typeof organisationRecord>;
export type Seat = z.infer<typeof seat>;

/** What stays with the registry and is neither words nor fact: numbers in other registers. */
export const organisationParticulars = z.strictObject({
  identifiers: z
    .array(z.strictObject({ scheme: z.string().max(40), value: z.string().max(80) }))
    .readonly()
    .default([]),
});
export type OrganisationParticulars = z.infer<typeof organisationParticulars>;

/** Commands that a record's standing decides. */
export type StandingCommand = 'verify' | 'makeDormant' | 'reactivate' | 'close' | 'assure';

/** The standing of a record (domain: "Organisations"). Only `closed` is the end. */
export const standing = transitions<Organisation['state'], StandingCommand>({
  proposed: { verify: 'verified', close: 'closed' },
  verified: { makeDormant: 'dormant', close: 'closed', assure: 'verified' },
  dormant: { reactivate: 'verified', close: 'closed', assure: 'dormant' },
  closed: {},
});

function profileOf(data: Extract<OrganisationEvent, { type: typeof events.registered.type }>['data']) {
  const { kind, sector: its, languages, communities, themes, areas, nameTextIds, descriptionTextId } = data;
  const profile = { kind, sector: its, languages, communities, themes, areas, nameTextIds };
  return { ...profile, ...(descriptionTextId && { descriptionTextId }) };
}

function change(record: Organisation, event: Recorded<OrganisationEvent>): Partial<Organisation> {
  switch (event.type) {
    case events.profileChanged.type:
      return profileOf(event.data);
    case events.verified.type:
    case events.reactivated.type:
      return { state: 'verified' };
    case events.madeDormant.type:
      return { state: 'dormant' };
    case events.closed.type:
      return { state: 'closed', ...(event.data.successorId && { successorId: event.data.successorId }) };
    case events.assured.type:
      return { assured: { at: event.at, until: event.data.validUntil } };
    case events.seatTaken.type: {
      const { seatId, forumId, role, from, to } = event.data;
      return { seats: [...record.seats, { id: seatId, forumId, role, from, ...(to && { to }) }] };
    }
    case events.seatEnded.type: {
      const { seatId, to } = event.data;
      return { seats: record.seats.map((held) => (held.id === seatId ? { ...held, to } : held)) };
    }
    case events.responsibilitiesSet.type: {
      const { responsibilities, standards } = event.data;
      return { responsibilities, ...(standards && { standards }) };
    }
    default:
      return {};
  }
}

/** The record after one more event. */
export function evolve(record: Organisation | undefined, event: Recorded<OrganisationEvent>): Organisation {
  if (event.type === events.registered.type)
    return { state: 'proposed', ...profileOf(event.data), seats: [], responsibilities: [] };
  if (!record) throw new RangeError(`a record begins when it is registered, not with ${event.type}`);
  return { ...record, ...change(record, event) };
}

/** A seat's days, the first and the last included; without a last one it is open. */
type Term = Pick<Seat, 'from' | 'to'>;

const overlap = (one: Term, other: Term) => (!one.to || other.from <= one.to) && (!other.to || one.from <= other.to);

/** The seat on a forum that an organisation holds on any day of a term. */
export const seatDuring = ({ seats }: Organisation, forumId: string, term: Term): Seat | undefined =>
  seats.find((held) => held.forumId === forumId && overlap(held, term));
