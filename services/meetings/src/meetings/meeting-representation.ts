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
import { wordsOut } from '@throughline/http';
import { z } from 'zod';
import { shown } from '../words/texts.ts';
import type { StoredMeeting } from './meeting-store.ts';

/** A meeting as the API shows it. Words are null where there are none, or where they were erased. */
export const meetingRepresentation = z
  .strictObject({
    id: z.string(),
    forumId: z.string(),
    number: z.int().nullable(),
    year: z.int().nullable(),
    title: wordsOut,
    state: z.enum(meetingStates),
    startsAt: z.string(),
    endsAt: z.string(),
    place: z.strictObject({ kind: placeKind, text: wordsOut }),
    agenda: z.array(
      z.strictObject({
        id: z.string(),
        order: z.int(),
        kind: agendaItemKind,
        origin: agendaOrigin,
        space: agendaSpace,
        minutes: z.int(),
        title: wordsOut,
        concerns: z.array(z.string()),
        actionId: z.string().exactOptional(),
        presenterId: z.string().exactOptional(),
        minutesOf: z.string().exactOptional(),
      }),
    ),
    /** Empty for readers that are not signed in, as are the arrangements. */
    attendance: z.array(z.strictObject({ organisationId: z.string(), state: attendanceState, people: z.int() })),
    quorum: z.strictObject({ needed: z.int(), present: z.int(), met: z.boolean() }),
    arrangements: z.array(
      z.strictObject({
        id: z.string(),
        kind: arrangementKind,
        language: z.string().exactOptional(),
        state: z.enum(arrangementStates),
      }),
    ),
    decisions: z.array(
      z.strictObject({
        id: z.string(),
        number: z.string(),
        kind: decisionKind,
        text: wordsOut,
        agendaItemId: z.string().exactOptional(),
        concerns: z.array(z.string()),
        institutionId: z.string().nullable(),
        inquorate: z.boolean(),
        corrects: z.string().exactOptional(),
        at: z.string(),
      }),
    ),
    actions: z.array(z.string()),
    minutes: z
      .strictObject({ state: z.enum(['draft', 'circulated', 'approved']), version: z.int(), text: wordsOut })
      .nullable(),
    version: z.int(),
  })
  .meta({ id: 'Meeting' });

/** What a representation is made of beside the meeting itself. */
export interface Around {
  /** Seats that the forum needs, for a meeting that has counted none yet. */
  readonly needed: number;
  readonly actionIds: readonly string[];
  readonly isSignedIn: boolean;
}

export function representMeeting(
  { id, state, words, version }: Pick<StoredMeeting, 'id' | 'state' | 'words' | 'version'>,
  { needed, actionIds, isSignedIn }: Around,
): z.input<typeof meetingRepresentation> {
  return {
    id,
    forumId: state.forumId,
    number: state.number ?? null,
    year: state.year ?? null,
    title: shown(words, state.titleTextId),
    state: state.state,
    startsAt: state.startsAt,
    endsAt: state.endsAt,
    place: { kind: state.place.kind, text: shown(words, state.place.textId) },
    agenda: state.agenda.map(({ addedAt: _addedAt, titleTextId, ...item }) => ({
      ...item,
      title: shown(words, titleTextId),
    })),
    attendance: isSignedIn ? state.attendance : [],
    quorum: state.quorum ?? { needed, present: 0, met: false },
    arrangements: isSignedIn
      ? state.arrangements.map(({ id: arrangementId, kind, language, state: stage }) => ({
          id: arrangementId,
          kind,
          ...(language ? { language } : {}),
          state: stage,
        }))
      : [],
    decisions: state.decisions.map(({ textId, itemId, institutionId, ...decision }) => ({
      ...decision,
      text: shown(words, textId),
      institutionId: institutionId ?? null,
      ...(itemId ? { agendaItemId: itemId } : {}),
    })),
    actions: [...actionIds],
    minutes: null,
    version,
  };
}
