import type { Action, Meeting } from '../api/representations.ts';
import type { Phrase } from '../concerns/clock-phrase.ts';
import { fragment } from '../layout/fragment.ts';
import type { Wording } from '../layout/wording.ts';
import type { NameOf } from '../organisations/names.ts';

const stateTag = (meeting: Meeting, words: Wording): Phrase => ({
  text: words.code('meetingState', meeting.state),
  tone: ['called', 'in-session'].includes(meeting.state)
    ? 'blue'
    : ['postponed', 'cancelled', 'draft'].includes(meeting.state)
      ? 'grey'
      : 'green',
});

/** A meeting in a list: when, where, how it stands. */
export const meetingLine = (meeting: Meeting, words: Wording) => ({
  href: `/meetings/${meeting.id}`,
  title: fragment(meeting.title) ?? { text: words.t('meetings.untitled'), language: words.language },
  iso: meeting.startsAt,
  when: words.dateTime(meeting.startsAt),
  place: meeting.place ? words.code('place', meeting.place.kind) : undefined,
  placeText: fragment(meeting.place?.text),
  state: stateTag(meeting, words),
});

/** Every organisation that a meeting speaks of. */
export const organisationsAt = (meeting: Meeting, actions: readonly Action[]) => [
  ...meeting.attendance.map(({ organisationId }) => organisationId),
  ...meeting.decisions.map(({ institutionId }) => institutionId),
  ...actions.map(({ ownerId }) => ownerId),
];

/** States in which attendance has been counted: before, a quorum of nobody says nothing. */
const counted = new Set(['in-session', 'concluded', 'minutes-circulated', 'minutes-approved']);

/** A meeting for everybody: agenda, who came, what was decided and who took on what. */
export function meetingView(
  meeting: Meeting,
  { actions, words, nameOf }: { actions: readonly Action[] | undefined; words: Wording; nameOf: NameOf },
) {
  const traces = (ids: readonly string[]) => ids.map((id) => ({ href: `/traces/${id}` }));
  return {
    ...meetingLine(meeting, words),
    agenda: [...meeting.agenda]
      .sort((one, other) => (one.order ?? 0) - (other.order ?? 0))
      .map((item) => ({
        title: fragment(item.title) ?? { text: words.code('agendaKind', item.kind), language: words.language },
        kind: words.code('agendaKind', item.kind),
        origin: item.origin ? words.t('traces.fact.origin', { origin: words.code('origin', item.origin) }) : undefined,
        minutes: item.minutes ? words.t('meetings.minutes', { count: item.minutes }) : undefined,
        concerns: traces(item.concerns),
      })),
    quorum:
      counted.has(meeting.state) &&
      meeting.quorum &&
      words.t(meeting.quorum.met ? 'meetings.quorate' : 'meetings.inquorate', {
        present: meeting.quorum.present,
        needed: meeting.quorum.needed,
      }),
    attendance: meeting.attendance.map(({ organisationId, state }) => ({
      who: nameOf(organisationId),
      state: words.code('attendance', state),
    })),
    decisions: meeting.decisions.map((decision) => ({
      number: decision.number,
      kind: words.code('decisionKind', decision.kind),
      text: fragment(decision.text),
      institution: decision.institutionId ? nameOf(decision.institutionId) : undefined,
      inquorate: decision.inquorate ?? false,
      concerns: traces(decision.concerns),
    })),
    noActions:
      actions || meeting.actions.length === 0
        ? words.t('meetings.noActions')
        : words.t('meetings.actionsWithheld', { count: meeting.actions.length }),
    actions: (actions ?? []).map((action) => ({
      text: fragment(action.text),
      owner: nameOf(action.ownerId),
      due: words.date(action.due),
      state: action.overdue
        ? { text: words.t('meetings.actionOverdue'), tone: 'red' }
        : { text: words.code('actionState', action.state), tone: action.state === 'done' ? 'green' : 'blue' },
      concerns: traces(action.concerns),
    })),
  };
}
