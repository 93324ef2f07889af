import type { AgendaItemKind, AgendaOrigin, AgendaSpace } from '@throughline/contracts';
import type { NewId, Principal } from '@throughline/kernel';
import { type CommandContext, newWords, type Outcome } from '@throughline/persistence';
import type { KnownConcerns } from '../concerns/known-concerns.ts';
import type { KnownOrganisations } from '../organisations/known-organisations.ts';
import { policy } from '../policy.ts';
import { shown, type Text } from '../words/texts.ts';
import { addAgendaItem, changeAgendaItem, orderAgenda, removeAgendaItem } from './agenda.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingStore } from './meeting-store.ts';

interface Dependencies {
  readonly meetings: MeetingStore;
  readonly concerns: KnownConcerns;
  readonly organisations: KnownOrganisations;
  readonly newId: NewId;
}

export interface Item {
  readonly kind: AgendaItemKind;
  readonly origin: AgendaOrigin;
  readonly space: AgendaSpace;
  readonly minutes: number;
  readonly concerns: readonly string[];
  readonly title?: Text | undefined;
  readonly presenterId?: string | undefined;
}
type ItemChanges = { readonly [Field in keyof Item]?: Item[Field] | undefined };
type MeetingOutcome = Outcome<Meeting>;
type OfMeeting<T = object> = T & { readonly meetingId: string };
type OfItem<T = object> = OfMeeting<T & { readonly itemId: string }>;

const requireMay = (principal: Principal, { forumId }: Meeting) =>
  policy.require(principal, 'meeting.arrange-agenda', { forum: forumId });

async function requireNamed({ concerns, organisations }: Dependencies, item: ItemChanges): Promise<void> {
  if (item.concerns) await concerns.require(item.concerns);
  if (item.presenterId) await organisations.require(item.presenterId, '/presenterId');
}

/** Puts an item at the end of the agenda. */
export const addAgendaItemUseCase =
  (dependencies: Dependencies) =>
  async ({ meetingId, title, ...item }: OfMeeting<Item>, context: CommandContext): Promise<MeetingOutcome> => {
    const words = title && newWords(title.text, title.language);
    return dependencies.meetings.change(meetingId, context, async (meeting) => {
      requireMay(context.principal, meeting);
      await requireNamed(dependencies, item);
      return addAgendaItem(meeting, { ...item, title: words }, dependencies.newId);
    });
  };

/** Changes an item. */
export const changeAgendaItemUseCase =
  (dependencies: Dependencies) =>
  async ({ meetingId, title, ...item }: OfItem<ItemChanges>, context: CommandContext): Promise<MeetingOutcome> => {
    const given = title && newWords(title.text, title.language);
    return dependencies.meetings.change(meetingId, context, async (meeting, { words }) => {
      requireMay(context.principal, meeting);
      await requireNamed(dependencies, item);
      const present = meeting.agenda.find(({ id }) => id === item.itemId);
      return changeAgendaItem(meeting, {
        ...item,
        title: given,
        presentTitle: shown(words, present?.titleTextId)?.text,
      });
    });
  };

/** Takes an item off. */
export const removeAgendaItemUseCase =
  ({ meetings }: Dependencies) =>
  ({ meetingId, itemId }: OfItem, context: CommandContext): Promise<MeetingOutcome> =>
    meetings.change(meetingId, context, (meeting) => {
      requireMay(context.principal, meeting);
      return removeAgendaItem(meeting, itemId);
    });

/** Puts all items in another order. */
export const orderAgendaUseCase =
  ({ meetings }: Dependencies) =>
  ({ meetingId, order }: OfMeeting<{ order: readonly string[] }>, context: CommandContext): Promise<MeetingOutcome> =>
    meetings.change(meetingId, context, (meeting) => {
      requireMay(context.principal, meeting);
      return orderAgenda(meeting, order);
    });
