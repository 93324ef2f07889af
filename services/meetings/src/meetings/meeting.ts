import {
  agendaItemKind,
  agendaOrigin,
  agendaSpace,
  arrangementKind,
  arrangementStates,
  attendanceState,
  decisionKind,
  meetingStates,
  placeKind,
} from '@throughline/contracts';
import { z } from 'zod';

/*
 * What is known of a meeting: the fold of its events (meeting-fold.ts) and nothing else. Words are ids here, instants are
 * ISO texts in UTC, as events carry them.
 */

const instant = z.string();

const agendaItem = z.object({
  id: z.string(),
  order: z.int(),
  kind: agendaItemKind,
  origin: agendaOrigin,
  space: agendaSpace,
  concerns: z.array(z.string()),
  minutes: z.int(),
  titleTextId: z.string().exactOptional(),
  actionId: z.string().exactOptional(),
  presenterId: z.string().exactOptional(),
  minutesOf: z.string().exactOptional(),
  addedAt: instant,
});

const decision = z.object({
  id: z.string(),
  number: z.string(),
  kind: decisionKind,
  itemId: z.string().exactOptional(),
  concerns: z.array(z.string()),
  institutionId: z.string().exactOptional(),
  inquorate: z.boolean(),
  corrects: z.string().exactOptional(),
  textId: z.string(),
  at: instant,
});

const arrangement = z.object({
  id: z.string(),
  kind: arrangementKind,
  language: z.string().exactOptional(),
  state: z.enum(arrangementStates),
  /** Whose need it is; absent when the secretariat noted it. */
  organisationId: z.string().exactOptional(),
  late: z.boolean(),
  /** Everything that was said about it: for who prepares the meeting and whose need it is, never for everybody. */
  textIds: z.array(z.string()),
});
export type Arrangement = z.infer<typeof arrangement>;

const quorum = z.object({ needed: z.int(), present: z.int(), met: z.boolean() });
export type Quorum = z.infer<typeof quorum>;

export const meetingState = z.object({
  forumId: z.string(),
  state: z.enum(meetingStates),
  startsAt: instant,
  endsAt: instant,
  place: z.object({ kind: placeKind, textId: z.string().exactOptional() }),
  titleTextId: z.string(),
  /** The ordinal among the year's called meetings of the forum; kept for good once it was given. */
  number: z.int().exactOptional(),
  year: z.int().exactOptional(),
  calledAt: instant.exactOptional(),
  arrangementsUntil: z.string().exactOptional(),
  agenda: z.array(agendaItem),
  attendance: z.array(z.object({ organisationId: z.string(), state: attendanceState, people: z.int() })),
  /** As it stood when attendance was last recorded, or when the meeting was opened. */
  quorum: quorum.exactOptional(),
  arrangements: z.array(arrangement),
  decisions: z.array(decision),
});

export type Meeting = z.infer<typeof meetingState>;
export type AgendaItem = Meeting['agenda'][number];

/** Minutes between start and end. */
export const minutesAvailable = ({ startsAt, endsAt }: Pick<Meeting, 'startsAt' | 'endsAt'>): number =>
  Math.floor((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);

/** Whether notice and agenda have ever gone out: from then on the meeting is public, whatever becomes of it. */
export const wasCalled = ({ number }: Meeting): boolean => number !== undefined;
