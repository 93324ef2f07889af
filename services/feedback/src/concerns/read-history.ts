import { type ConcernEvent, type Envelope, type Recorded, recordedOf } from '@throughline/contracts';
import type { Journal } from '@throughline/persistence';
import { type Showing, type StoredConcern, seesReferral } from './concern-representation.ts';
import { type Told, tell } from './history.ts';

const pageSize = 500;

async function everyEventOf(journal: Journal, aggregateId: string): Promise<Envelope[]> {
  const events: Envelope[] = [];
  let after: string | undefined;
  do {
    const page = await journal.page({ aggregateId, limit: pageSize, ...(after ? { after } : {}) });
    events.push(...page.events);
    after = page.next;
  } while (after);
  return events;
}

/** The owner wrote these events itself, strictly: reading them back needs no second look. */
const ownEvent = (envelope: Envelope) => recordedOf(envelope) as unknown as Recorded<ConcernEvent>;

/** A concern's history from the journal, as far as its reader may know of it. */
export const readHistory =
  ({ journal }: { readonly journal: Journal }) =>
  async ({ id, state }: StoredConcern, { reading }: Showing) => {
    const isTold = ({ draftOf, referralOf }: Told) =>
      (draftOf === undefined || reading.institutions.has(draftOf)) &&
      (referralOf === undefined || seesReferral(reading, referralOf, state));
    const events = (await everyEventOf(journal, id)).map(ownEvent);
    return events
      .map((event) => ({ event, told: tell(event, state) }))
      .filter(({ told }) => isTold(told))
      .map(({ event, told }) => ({
        version: event.version,
        at: event.at,
        event: event.type.replace(/^org\.throughline\./, '').replace(/\.v\d+$/, ''),
        by: told.by,
        sentence: told.sentence,
      }));
  };
