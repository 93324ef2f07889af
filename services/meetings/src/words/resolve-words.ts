import type { WordsFound, WordsId } from '@throughline/http';
import { organisationsOf, type Principal } from '@throughline/kernel';
import type { Words } from '@throughline/persistence';
import type { ActionStore } from '../actions/action-store.ts';
import { actionReader, sees } from '../actions/action-visibility.ts';
import type { ForumStore } from '../forums/forum-store.ts';
import { type MeetingStore, type StoredMeeting, seesPreparation } from '../meetings/meeting-store.ts';
import type { KnownOrganisations } from '../organisations/known-organisations.ts';
import { shown } from './texts.ts';

interface Dependencies {
  readonly forums: ForumStore;
  readonly meetings: MeetingStore;
  readonly actions: ActionStore;
  readonly organisations: KnownOrganisations;
}

/** What was said about an access need is for who prepares the meeting and for whose need it is, though the meeting is public. */
function wordsOfMeeting({ state, words }: StoredMeeting, principal: Principal): Words {
  if (seesPreparation(principal, state.forumId)) return words;
  const own = organisationsOf(principal);
  const withheld = state.arrangements
    .filter(({ organisationId }) => organisationId === undefined || !own.includes(organisationId))
    .flatMap(({ textIds }) => textIds);
  return Object.fromEntries(Object.entries(words).filter(([textId]) => !withheld.includes(textId)));
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
    const words = new Map<string, Words>([
      ...ofForums.map((stored) => [stored.id, stored.words] as const),
      ...ofMeetings.map((stored) => [stored.id, wordsOfMeeting(stored, principal)] as const),
      ...ofActions.filter(({ state }) => sees(reader, state)).map((stored) => [stored.id, stored.words] as const),
    ]);
    return Object.fromEntries(
      ids.map(({ aggregateId, textId }) => [textId, shown(words.get(aggregateId) ?? {}, textId)]),
    );
  };
