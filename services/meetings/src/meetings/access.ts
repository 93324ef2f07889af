import { type ArrangementKind, type ArrangementState, type MeetingEvent, meetingEvents } from '@throughline/contracts';
import { type NewId, transitions } from '@throughline/kernel';
import type { NewWords } from '@throughline/persistence';
import { type Deciding, textsOf } from '../words/texts.ts';
import { course } from './course.ts';
import { ArrangementNotFound } from './meeting.errors.ts';
import type { Arrangement, Meeting } from './meeting.ts';

type MeetingDecision = Deciding<MeetingEvent>;
export type ArrangementCommand = 'arrange' | 'confirm' | 'recordMet' | 'recordNotMet';

/** An access need, from request to whether it was met. What could not be arranged in time is recorded as not met. */
const access = transitions<ArrangementState, ArrangementCommand>({
  requested: { arrange: 'arranged', recordNotMet: 'not-met' },
  arranged: { arrange: 'arranged', confirm: 'confirmed', recordMet: 'met', recordNotMet: 'not-met' },
  confirmed: { recordMet: 'met', recordNotMet: 'not-met' },
  met: {},
  'not-met': {},
});

export interface RequestArrangement {
  readonly kind: ArrangementKind;
  readonly language?: string | undefined;
  readonly text?: NewWords | undefined;
  /** Whose need it is; absent when the secretariat notes one. */
  readonly organisationId?: string | undefined;
}

/** Makes an access need known. After requests have closed it is recorded as late, not refused. */
export function requestArrangement(
  meeting: Meeting,
  { kind, language, text, organisationId }: RequestArrangement,
  { today, newId }: { readonly today: string; readonly newId: NewId },
): MeetingDecision {
  course.require(meeting.state, 'arrangeAccess');
  const id = newId('arr');
  const { words, hashes } = textsOf(text);
  const { arrangementsUntil } = meeting;
  return {
    events: [
      meetingEvents.arrangementRequested.of({
        arrangementId: id,
        kind,
        ...(language ? { language } : {}),
        ...(organisationId ? { organisationId } : {}),
        late: arrangementsUntil !== undefined && today > arrangementsUntil,
        ...(text ? { textId: text.textId } : {}),
        ...hashes,
      }),
    ],
    words,
    created: id,
  };
}

function factsOf(meeting: Meeting, arrangementId: string, command: ArrangementCommand) {
  const arrangement = arrangementOf(meeting, arrangementId);
  access.require(arrangement.state, command);
  const { kind, language } = arrangement;
  return { arrangementId, kind, ...(language ? { language } : {}) };
}

/** Throws {@link ArrangementNotFound}. */
export function arrangementOf(meeting: Meeting, arrangementId: string): Arrangement {
  const arrangement = meeting.arrangements.find(({ id }) => id === arrangementId);
  if (!arrangement) throw new ArrangementNotFound();
  return arrangement;
}

export interface Arranged {
  readonly text?: NewWords | undefined;
  readonly costPence?: number | undefined;
}

/** Something has been done about it; said again, it replaces what was arranged before. */
export function arrange(meeting: Meeting, arrangementId: string, { text, costPence }: Arranged): MeetingDecision {
  course.require(meeting.state, 'arrangeAccess');
  const { words, hashes } = textsOf(text);
  const facts = factsOf(meeting, arrangementId, 'arrange');
  return {
    events: [
      meetingEvents.arrangementArranged.of({
        ...facts,
        ...(costPence === undefined ? {} : { costPence }),
        ...(text ? { textId: text.textId } : {}),
        ...hashes,
      }),
    ],
    words,
  };
}

/** What was arranged has been confirmed. */
export function confirmArrangement(meeting: Meeting, arrangementId: string): MeetingDecision {
  course.require(meeting.state, 'arrangeAccess');
  return { events: [meetingEvents.arrangementConfirmed.of(factsOf(meeting, arrangementId, 'confirm'))] };
}

/** The need was met. */
export function recordMet(meeting: Meeting, arrangementId: string): MeetingDecision {
  course.require(meeting.state, 'recordAccess');
  return { events: [meetingEvents.arrangementMet.of(factsOf(meeting, arrangementId, 'recordMet'))] };
}

/** The need was not met, and why. */
export function recordNotMet(meeting: Meeting, arrangementId: string, text: NewWords): MeetingDecision {
  course.require(meeting.state, 'recordAccess');
  const facts = factsOf(meeting, arrangementId, 'recordNotMet');
  const { words, hashes } = textsOf(text);
  return { events: [meetingEvents.arrangementNotMet.of({ ...facts, textId: text.textId, ...hashes })], words };
}
