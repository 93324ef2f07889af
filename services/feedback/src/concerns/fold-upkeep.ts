import { concernEvents } from '@throughline/contracts';
import { clockKey } from './concern.ts';
import { type Folds, withDues, without } from './fold-parts.ts';

const aboutIdOf = (about: { readonly referralId?: string; readonly commitmentId?: string }) =>
  about.referralId ?? about.commitmentId;

const earliest = (instants: readonly string[], fallback: string) => [...instants, fallback].toSorted()[0] ?? fallback;

/** Voices added, concerns joined, clocks that speak, a place on the agenda, words destroyed. */
export const upkeepFolds = {
  [concernEvents.endorsed.type]: (concern, { data, at }) => ({
    ...concern,
    endorsements: [
      ...concern.endorsements,
      {
        organisationId: data.organisationId,
        peopleAffectedBand: data.peopleAffectedBand,
        at,
        ...(data.textId ? { textId: data.textId } : {}),
      },
    ],
  }),
  [concernEvents.endorsementWithdrawn.type]: (concern, { data }) => ({
    ...concern,
    endorsements: concern.endorsements.filter(({ organisationId }) => organisationId !== data.organisationId),
  }),
  [concernEvents.merged.type]: (concern, { data, at }) => ({
    ...concern,
    status: 'merged',
    mergedInto: data.into,
    statusBeforeMerge: concern.status,
    closedAt: at,
  }),
  [concernEvents.unmerged.type]: (concern, { data }) => ({
    ...without(concern, 'mergedInto', 'statusBeforeMerge', 'closedAt'),
    status: data.status,
    formerly: [...new Set([...concern.formerly, data.from])],
  }),
  [concernEvents.absorbed.type]: (concern, { data }) => ({
    ...concern,
    clockStart: earliest([data.clockStart], concern.clockStart),
    absorbed: [
      ...concern.absorbed.filter(({ concernId }) => concernId !== data.concernId),
      { concernId: data.concernId, concernVersion: data.concernVersion, clockStart: data.clockStart },
    ],
  }),
  [concernEvents.released.type]: (concern, { data }) => {
    const absorbed = concern.absorbed.filter(({ concernId }) => concernId !== data.concernId);
    const clockStart = earliest(
      absorbed.map((entry) => entry.clockStart),
      concern.submittedAt,
    );
    return { ...concern, absorbed, clockStart };
  },
  [concernEvents.placedOnAgenda.type]: (concern, { data, at }) => ({
    ...concern,
    agendas: [...concern.agendas, { forumId: data.forumId, at }],
  }),
  [concernEvents.clockReminded.type]: (concern, { data }) => ({
    ...concern,
    spoken: {
      ...concern.spoken,
      [clockKey(data.kind, aboutIdOf(data.about))]: { due: data.due, workingDaysLeft: data.workingDaysLeft },
    },
  }),
  [concernEvents.clockOverdue.type]: (concern, { data }) => ({
    ...concern,
    spoken: { ...concern.spoken, [clockKey(data.kind, aboutIdOf(data.about))]: { due: data.due, overdue: true } },
  }),
  // The clocks themselves are derived from facts and calendar; this is what those outside have been told.
  [concernEvents.clocksRecalculated.type]: (concern, { data }) =>
    withDues(
      concern,
      Object.fromEntries(data.clocks.map(({ kind, about, due }) => [clockKey(kind, aboutIdOf(about)), due])),
    ),
  // The fact and its date stay; the words are the store's.
  [concernEvents.textErased.type]: (concern) => concern,
} satisfies Partial<Folds>;
