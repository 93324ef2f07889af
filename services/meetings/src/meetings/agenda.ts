import {
  type AgendaItemKind,
  type AgendaOrigin,
  type AgendaSpace,
  type MeetingEvent,
  meetingEvents,
  type SubmitterKind,
} from '@throughline/contracts';
import type { NewId } from '@throughline/kernel';
import type { NewWords } from '@throughline/persistence';
import { type Deciding, textsOf } from '../words/texts.ts';
import { course } from './course.ts';
import { AgendaFull, AgendaItemNotFound, AgendaOrderIncomplete, AgendaTooLong } from './meeting.errors.ts';
import { type AgendaItem, type Meeting, minutesAvailable } from './meeting.ts';

type MeetingDecision = Deciding<MeetingEvent>;
type ItemFacts = Omit<AgendaItem, 'addedAt'>;

const mostItems = 100;
/** Left free on an agenda that fills itself, for what people put there. */
const itemsLeftFree = 20;

export interface AddAgendaItem {
  readonly kind: AgendaItemKind;
  readonly origin: AgendaOrigin;
  readonly space: AgendaSpace;
  readonly minutes: number;
  readonly concerns: readonly string[];
  readonly title?: NewWords | undefined;
  readonly presenterId?: string | undefined;
}

type ChangeAgendaItem = { readonly [Field in keyof AddAgendaItem]?: AddAgendaItem[Field] | undefined };

const dataOf = ({ id, ...item }: ItemFacts) => ({ itemId: id, ...item });
const added = (item: ItemFacts) => meetingEvents.agendaItemAdded.of(dataOf(item));

/** The minutes allotted must fit between start and end; nobody is refused for an agenda that did not grow. */
export function requireFit(meeting: Pick<Meeting, 'agenda' | 'startsAt' | 'endsAt'>): void {
  const allotted = meeting.agenda.reduce((sum, { minutes }) => sum + minutes, 0);
  const available = minutesAvailable(meeting);
  if (allotted > available) throw new AgendaTooLong({ allotted, available });
}

/** What a new meeting finds waiting for it. */
export interface WaitingBusiness {
  /** The last meeting held whose minutes are not approved yet. */
  readonly minutesOf?: string | undefined;
  readonly actions: readonly { readonly id: string; readonly due: string }[];
  readonly concerns: readonly MarkedConcern[];
}

/** A concern that waits for the next meeting. The kind is absent for an anonymous submitter. */
export interface MarkedConcern {
  readonly id: string;
  readonly submitterKind?: SubmitterKind | undefined;
}

/** Who put a concern on the agenda; the list of origins has no word for faith groups, universities and firms. */
function originOf(kind: SubmitterKind | undefined): AgendaOrigin {
  if (kind === 'migrant-led' || kind === 'migrant-support' || kind === 'institution') return kind;
  return 'secretariat';
}

const waitingConcern = ({ id, submitterKind }: MarkedConcern) => ({
  kind: 'concern' as const,
  origin: originOf(submitterKind),
  concerns: [id],
});

/**
 * What a meeting's agenda begins with (domain.md: "Creating a meeting puts on its agenda by itself"), in that order:
 * the last minutes, open actions (by due date, so the overdue come first), concerns that wait. No minutes are allotted.
 */
export function openingAgenda({ minutesOf, actions, concerns }: WaitingBusiness, newId: NewId): MeetingEvent[] {
  const byDue = actions.toSorted((one, other) => (one.due < other.due ? -1 : one.due > other.due ? 1 : 0));
  const items = [
    ...(minutesOf ? [{ kind: 'standing' as const, origin: 'secretariat' as const, concerns: [], minutesOf }] : []),
    ...byDue.map(({ id }) => ({
      kind: 'action-review' as const,
      origin: 'secretariat' as const,
      concerns: [],
      actionId: id,
    })),
    ...concerns.map(waitingConcern),
  ];
  return items
    .slice(0, mostItems - itemsLeftFree)
    .map((item, index) => added({ id: newId('itm'), order: index + 1, space: 'invited', minutes: 0, ...item }));
}

/** Puts a concern that was marked for the next meeting on an agenda that has not gone out; there already: nothing is said. */
export function placeConcern(meeting: Meeting, concern: MarkedConcern, newId: NewId): MeetingDecision {
  const isThere = meeting.agenda.some(({ concerns }) => concerns.includes(concern.id));
  const isOut = meeting.state !== 'draft' && meeting.state !== 'postponed';
  if (isThere || isOut || meeting.agenda.length >= mostItems) return { events: [] };
  const order = meeting.agenda.length + 1;
  return { events: [added({ id: newId('itm'), order, space: 'invited', minutes: 0, ...waitingConcern(concern) })] };
}

/** Puts an item at the end of the agenda. */
export function addAgendaItem(meeting: Meeting, { title, ...item }: AddAgendaItem, newId: NewId): MeetingDecision {
  course.require(meeting.state, 'arrangeAgenda');
  if (meeting.agenda.length >= mostItems) throw new AgendaFull();
  const id = newId('itm');
  const facts = stated<ItemFacts>({
    ...item,
    id,
    order: meeting.agenda.length + 1,
    concerns: [...item.concerns],
    presenterId: item.presenterId,
    titleTextId: title?.textId,
  });
  requireFit({ ...meeting, agenda: [...meeting.agenda, { ...facts, addedAt: '' }] });
  const { words, hashes } = textsOf(title);
  return {
    events: [meetingEvents.agendaItemAdded.of({ ...dataOf(facts), ...hashes })],
    words,
    created: id,
  };
}

/** Facts that are named, without those that say nothing: an event never holds `undefined`. */
type Loose<T> = { readonly [Field in keyof T]: T[Field] | undefined };
const stated = <T extends object>(facts: Loose<T>): T =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;

function itemOn(meeting: Meeting, itemId: string): AgendaItem {
  const item = meeting.agenda.find(({ id }) => id === itemId);
  if (!item) throw new AgendaItemNotFound();
  return item;
}

const isSame = (one: object, other: object) => JSON.stringify(one) === JSON.stringify(other);

/** What an item's change is measured against; the title's words stand outside the state. */
export interface ItemChange extends ChangeAgendaItem {
  readonly itemId: string;
  readonly presentTitle: string | undefined;
}

/** Changes what is named and differs. */
export function changeAgendaItem(
  meeting: Meeting,
  { itemId, presentTitle, title, ...changes }: ItemChange,
): MeetingDecision {
  course.require(meeting.state, 'arrangeAgenda');
  const { addedAt, ...before } = itemOn(meeting, itemId);
  const newTitle = title && title.entry.text !== presentTitle ? title : undefined;
  const given = stated<Partial<ItemFacts>>({
    ...changes,
    concerns: changes.concerns && [...changes.concerns],
    titleTextId: newTitle?.textId,
  });
  const after: ItemFacts = { ...before, ...given };
  if (isSame(before, after)) return { events: [] };
  if (after.minutes > before.minutes)
    requireFit({
      ...meeting,
      agenda: meeting.agenda.map((item) => (item.id === itemId ? { ...after, addedAt } : item)),
    });
  const { words, hashes } = textsOf(newTitle);
  return { events: [meetingEvents.agendaItemChanged.of({ ...dataOf(after), ...hashes })], words };
}

/** Takes an item off; those below it move up. */
export function removeAgendaItem(meeting: Meeting, itemId: string): MeetingDecision {
  course.require(meeting.state, 'arrangeAgenda');
  itemOn(meeting, itemId);
  return { events: [meetingEvents.agendaItemRemoved.of({ itemId })] };
}

/** Puts all items in another order, with an event for each one that moves. */
export function orderAgenda(meeting: Meeting, order: readonly string[]): MeetingDecision {
  course.require(meeting.state, 'arrangeAgenda');
  const isComplete = order.length === meeting.agenda.length && meeting.agenda.every(({ id }) => order.includes(id));
  if (!isComplete) throw new AgendaOrderIncomplete();
  const moved = meeting.agenda.flatMap(({ addedAt: _addedAt, ...item }) => {
    const place = order.indexOf(item.id) + 1;
    return place === item.order ? [] : [meetingEvents.agendaItemChanged.of(dataOf({ ...item, order: place }))];
  });
  return { events: moved };
}
