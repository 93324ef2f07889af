import { type MeetingEvent, meetingEvents, type Recorded } from '@throughline/contracts';
import type { AgendaItem, Arrangement, Meeting } from './meeting.ts';

type RecordedMeetingEvent = Recorded<MeetingEvent>;
type Of<Type extends MeetingEvent['type']> = Extract<RecordedMeetingEvent, { type: Type }>;
type ItemEvent = Of<typeof meetingEvents.agendaItemAdded.type> | Of<typeof meetingEvents.agendaItemChanged.type>;
type Handlers = {
  readonly [Type in Exclude<MeetingEvent['type'], typeof meetingEvents.drafted.type>]?: (
    meeting: Meeting,
    event: Of<Type>,
  ) => Meeting;
};

const byOrder = (items: readonly AgendaItem[]) => items.toSorted((one, other) => one.order - other.order);

function itemOf({ data }: ItemEvent, addedAt: string): AgendaItem {
  const { itemId, concerns, textHashes: _textHashes, ...item } = data;
  return { ...item, id: itemId, concerns: [...concerns], addedAt };
}

const placeOf = ({ kind, textId }: { readonly kind: Meeting['place']['kind']; readonly textId?: string }) => ({
  kind,
  ...(textId ? { textId } : {}),
});

function drafted({ data, forumId }: Of<typeof meetingEvents.drafted.type>): Meeting {
  if (!forumId) throw new TypeError('a meeting belongs to a forum');
  return {
    forumId,
    state: 'draft',
    startsAt: data.startsAt,
    endsAt: data.endsAt,
    place: placeOf(data.place),
    titleTextId: data.titleTextId,
    agenda: [],
    attendance: [],
    arrangements: [],
    decisions: [],
  };
}

const appointmentOf = ({
  data,
}: Of<typeof meetingEvents.changed.type> | Of<typeof meetingEvents.called.type>): Partial<Meeting> => ({
  startsAt: data.startsAt,
  endsAt: data.endsAt,
  place: placeOf(data.place),
  titleTextId: data.titleTextId,
});

const withArrangement = (
  meeting: Meeting,
  { arrangementId, textId }: { readonly arrangementId: string; readonly textId?: string },
  state: Arrangement['state'],
): Meeting => ({
  ...meeting,
  arrangements: meeting.arrangements.map((arrangement) =>
    arrangement.id === arrangementId
      ? { ...arrangement, state, textIds: [...arrangement.textIds, ...(textId ? [textId] : [])] }
      : arrangement,
  ),
});

/** Minutes have no part in the state yet: their events change nothing here. */
const fold: Handlers = {
  [meetingEvents.changed.type]: (meeting, event) => ({ ...meeting, ...appointmentOf(event) }),
  [meetingEvents.called.type]: (meeting, event) => ({
    ...meeting,
    ...appointmentOf(event),
    state: 'called',
    number: event.data.number,
    year: event.data.year,
    calledAt: event.at,
    ...(event.data.arrangementsUntil ? { arrangementsUntil: event.data.arrangementsUntil } : {}),
  }),
  [meetingEvents.opened.type]: (meeting, { data }) => ({
    ...meeting,
    state: 'in-session',
    quorum: { ...data.quorum },
  }),
  [meetingEvents.concluded.type]: (meeting, { data }) => ({
    ...meeting,
    state: 'concluded',
    quorum: { ...data.quorum },
  }),
  [meetingEvents.postponed.type]: (meeting, { data }) => ({
    ...meeting,
    state: 'postponed',
    startsAt: data.startsAt,
    endsAt: data.endsAt,
  }),
  [meetingEvents.cancelled.type]: (meeting) => ({ ...meeting, state: 'cancelled' }),
  [meetingEvents.agendaItemAdded.type]: (meeting, event) => ({
    ...meeting,
    agenda: byOrder([...meeting.agenda, itemOf(event, event.at)]),
  }),
  [meetingEvents.agendaItemChanged.type]: (meeting, event) => ({
    ...meeting,
    agenda: byOrder(meeting.agenda.map((item) => (item.id === event.data.itemId ? itemOf(event, item.addedAt) : item))),
  }),
  [meetingEvents.agendaItemRemoved.type]: (meeting, { data }) => {
    const removed = meeting.agenda.find(({ id }) => id === data.itemId);
    const rest = meeting.agenda.filter(({ id }) => id !== data.itemId);
    if (!removed) return meeting;
    return {
      ...meeting,
      agenda: rest.map((item) => (item.order > removed.order ? { ...item, order: item.order - 1 } : item)),
    };
  },
  [meetingEvents.attendanceRecorded.type]: (meeting, { data }) => {
    const { organisationId, state, people, quorum } = data;
    const others = meeting.attendance.filter((entry) => entry.organisationId !== organisationId);
    return { ...meeting, attendance: [...others, { organisationId, state, people }], quorum: { ...quorum } };
  },
  [meetingEvents.arrangementRequested.type]: (meeting, { data }) => {
    const { arrangementId: id, textId, textHashes: _textHashes, ...facts } = data;
    const requested = { ...facts, id, state: 'requested' as const, textIds: textId ? [textId] : [] };
    return { ...meeting, arrangements: [...meeting.arrangements, requested] };
  },
  [meetingEvents.arrangementArranged.type]: (meeting, { data }) => withArrangement(meeting, data, 'arranged'),
  [meetingEvents.arrangementConfirmed.type]: (meeting, { data }) => withArrangement(meeting, data, 'confirmed'),
  [meetingEvents.arrangementMet.type]: (meeting, { data }) => withArrangement(meeting, data, 'met'),
  [meetingEvents.arrangementNotMet.type]: (meeting, { data }) => withArrangement(meeting, data, 'not-met'),
  [meetingEvents.decisionRecorded.type]: (meeting, { data, at }) => {
    const { decisionId, textHashes: _textHashes, ...decision } = data;
    return {
      ...meeting,
      decisions: [...meeting.decisions, { ...decision, id: decisionId, concerns: [...decision.concerns], at }],
    };
  },
};

/** The meeting after an event. Pure: the same events always fold to the same meeting. */
export function evolveMeeting(meeting: Meeting | undefined, event: RecordedMeetingEvent): Meeting {
  if (event.type === meetingEvents.drafted.type) return drafted(event);
  if (!meeting) throw new TypeError(`a meeting cannot begin with ${event.type}`);
  const apply = fold[event.type] as ((meeting: Meeting, event: RecordedMeetingEvent) => Meeting) | undefined;
  return apply ? apply(meeting, event) : meeting;
}
