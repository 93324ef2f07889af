import { expect } from '@jest/globals';
import type { CatalogueEvent, Recorded } from '@throughline/contracts';

type Fold<State, Event extends CatalogueEvent> = (state: State | undefined, event: Recorded<Event>) => State;

/** An event as a test writes it: the fact, and when it happened if that matters (default: one minute after the last). */
export interface Told<Event extends CatalogueEvent> {
  readonly event: Event;
  readonly at?: string;
}

const beginning = Date.parse('2026-11-02T16:50:00Z');

/** What events become once the store has recorded them: numbered, dated, attributed. */
export function recorded<Event extends CatalogueEvent>(
  subject: string,
  told: readonly Told<Event>[],
): Recorded<Event>[] {
  return told.map(({ event, at }, index) => ({
    ...event,
    id: `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`,
    subject,
    version: index + 1,
    at: at ?? new Date(beginning + index * 60_000).toISOString(),
    actor: 'per_00000000000000000000000000',
    correlationId: 'test',
  }));
}

/**
 * The past, the decision, what came of it. `fold` and `subject` are given once per aggregate.
 * @example given(submitted({ asks: 2 }), triaged()).when((concern) => referAsks(concern, …)).throws(AskAlreadyReferred)
 */
export function givenFor<State, Event extends CatalogueEvent>(subject: string, fold: Fold<State, Event>) {
  return (...told: readonly Told<Event>[]) => {
    const state = recorded(subject, told).reduce<State | undefined>(fold, undefined);
    return {
      state,
      when<Result>(decide: (state: State) => Result) {
        if (state === undefined) throw new Error('a decision needs a past: give at least one event');
        const attempt = () => decide(state);
        return {
          gives: (check: (result: Result) => void) => check(attempt()),
          throws: (error: new (...parameters: never[]) => Error) => expect(attempt).toThrow(error),
        };
      },
    };
  };
}
