import type { WordsFound, WordsId } from '@throughline/http';
import type { Principal } from '@throughline/kernel';
import type { Words } from '@throughline/persistence';
import type { ActionStore } from '../actions/action-store.ts';
import { actionReader, sees } from '../actions/action-visibility.ts';
import type { ForumStore } from '../forums/forum-store.ts';
import type { MeetingStore } from '../meetings/meeting-store.ts';
import type { KnownOrganisations } from '../organisations/known-organisations.ts';
import { shown } from './texts.ts';

interface Dependencies {
  readonly forums: ForumStore;
  readonly meetings: MeetingStore;
  readonly actions: ActionStore;
  readonly organisations: KnownOrganisations;
}

/** The words of an aggregate are for who may know of the aggregate; everything else is null. */
export const resolveWordsUseCase =
  ({ forums, meetings, actions, organisations }: Dependencies) =>
  async (ids: readonly WordsId[], { principal, now }: { principal: Principal; now: Date }): Promise<WordsFound> => {
    const idsOf = (prefix: string) => [
      ...new Set(ids.map(({ aggregateId }) => aggregateId).filter((id) => id.startsWith(`${prefix}_`))),
    ];
    const [ofForums, ofMeetings, ofActions, reader] = await Promise.all([
      forums.findMany(idsOf('frm'), principal),
      meetings.findMany(idsOf('mtg'), principal),
      actions.findMany(idsOf('act'), principal),
      actionReader(principal, organisations, now.toISOString().slice(0, 10)),
    ]);
    const readable = [...ofForums, ...ofMeetings, ...ofActions.filter(({ state }) => sees(reader, state))];
    const words = new Map<string, Words>(readable.map((stored) => [stored.id, stored.words]));
    return Object.fromEntries(
      ids.map(({ aggregateId, textId }) => [textId, shown(words.get(aggregateId) ?? {}, textId)]),
    );
  };
