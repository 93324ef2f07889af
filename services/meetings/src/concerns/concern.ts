import { type ConcernEvent, concernEvents, type Recorded, type SubmitterKind } from '@throughline/contracts';

/** What meetings need to know of a concern. Never words, never who submitted it. */
export interface Concern {
  readonly forumId: string;
  readonly reference: string;
  /** Absent when submitted anonymously. */
  readonly submitterKind?: SubmitterKind;
  /** How it was closed without an end; null while it is open or concluded. */
  readonly closedAs: 'rejected' | 'withdrawn' | 'merged' | null;
  /** Ask → how often its submitter found it not resolved. */
  readonly notResolved: Readonly<Record<string, number>>;
  /** When it was to go before the next meeting of which forum, latest per forum. */
  readonly marks: readonly Mark[];
}

export interface Mark {
  readonly forumId: string;
  readonly at: string;
}

const marked = (concern: Concern, mark: Mark): Concern => ({
  ...concern,
  marks: [...concern.marks.filter(({ forumId }) => forumId !== mark.forumId), mark],
});

/** After how many verdicts of not resolved an ask goes before the next meeting by itself (domain.md). */
const patience = 2;

function judged(
  concern: Concern,
  { data, at }: Extract<Recorded<ConcernEvent>, { type: typeof concernEvents.verdictGiven.type }>,
): Concern {
  const failed = data.verdicts.filter(({ verdict }) => verdict === 'not-resolved').map(({ ask }) => ask);
  const notResolved = { ...concern.notResolved };
  for (const ask of failed) notResolved[ask] = (notResolved[ask] ?? 0) + 1;
  const counted = { ...concern, notResolved };
  const isPatienceLost = failed.some((ask) => (notResolved[ask] ?? 0) >= patience);
  return isPatienceLost ? marked(counted, { forumId: concern.forumId, at }) : counted;
}

/** The concern after an event of its owner. */
export function projectConcern(previous: Concern | undefined, event: Recorded<ConcernEvent>): Concern {
  if (event.type === concernEvents.submitted.type) {
    const { reference, submitterKind } = event.data;
    return {
      forumId: event.forumId ?? '',
      reference,
      ...(submitterKind ? { submitterKind } : {}),
      closedAs: null,
      notResolved: {},
      marks: [],
    };
  }
  if (!previous) throw new TypeError(`a concern cannot begin with ${event.type}`);
  switch (event.type) {
    case concernEvents.rejected.type:
      return { ...previous, closedAs: 'rejected' };
    case concernEvents.withdrawn.type:
      return { ...previous, closedAs: 'withdrawn' };
    case concernEvents.merged.type:
      return { ...previous, closedAs: 'merged' };
    case concernEvents.unmerged.type:
      return { ...previous, closedAs: null };
    case concernEvents.verdictGiven.type:
      return judged(previous, event);
    case concernEvents.placedOnAgenda.type:
      return marked(previous, { forumId: event.data.forumId, at: event.at });
    default:
      return previous;
  }
}
