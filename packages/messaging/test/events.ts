import { definitionOf, type Envelope, firstPreviousHash, sequenceOf } from '@throughline/contracts';
import { eventHash, newId, newUuid } from '@throughline/kernel';

/** Any event that concerns may have any number of, so that a chain is as long as a test wants it. */
const type = 'org.throughline.concern.endorsed.v1';

/** The next event of a chain, with the catalogue's example as its data. */
export function eventAfter(previous: Envelope | undefined, over: Partial<Envelope> & { subject: string }): Envelope {
  const { source = '', dataschema = '', example = {} } = definitionOf(over.type ?? type) ?? {};
  const said = {
    specversion: '1.0' as const,
    id: newUuid(),
    source: source || '/feedback',
    type,
    time: '2026-11-02T09:00:00.000Z',
    datacontenttype: 'application/json' as const,
    dataschema: dataschema || 'urn:throughline:schema:unknown.v1',
    sequence: sequenceOf(Number(previous?.sequence ?? 0) + 1),
    correlationid: 'request-1',
    actor: 'anonymous',
    previoushash: previous?.hash ?? firstPreviousHash,
    data: example as Record<string, unknown>,
    ...over,
  };
  return { ...said, hash: eventHash(said) } as Envelope;
}

/** The first `length` events of a new concern. */
export function chain(length: number, subject = newId('con')): Envelope[] {
  const events: Envelope[] = [];
  for (let made = 0; made < length; made++) events.push(eventAfter(events.at(-1), { subject }));
  return events;
}

/** Several chains, one event of each in turn: what a busy context publishes. */
export function interleaved(chains: readonly Envelope[][]): Envelope[] {
  const longest = Math.max(...chains.map((events) => events.length));
  return Array.from({ length: longest }, (_, turn) => chains.flatMap((events) => events[turn] ?? [])).flat();
}

/** Moves each event at most `distance` places, by a generator with a seed that the caller prints. */
export function shuffledWithin<T>(items: readonly T[], distance: number, seed: number): T[] {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return items
    .map((item, place) => ({ item, place: place + random() * distance }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item);
}
