import { setTimeout as sleep } from 'node:timers/promises';
import type { ConcernEvent, Recorded } from '@throughline/contracts';
import { problem, Unavailable } from '@throughline/kernel';
import type { Mirror, MirrorDocument } from '@throughline/persistence';
import type { ConcernMirror } from '../concerns/concern-mirror.ts';
import type { PersonMirror } from '../people/person-mirror.ts';
import type { Deliveries } from '../webhooks/deliveries.mongo.ts';
import { queueDeliveries } from '../webhooks/deliveries.mongo.ts';
import type { EndpointStore } from '../webhooks/webhook-endpoint.ts';
import { type Telling, tellingsOf } from './telling.ts';
import { tellingId } from './telling-id.ts';
import { type InAppNotices, keepNotices } from './waiting-notices.mongo.ts';

interface Dependencies {
  readonly concerns: Mirror<ConcernMirror>;
  /** Whether the mirror of a concern stands still, so that waiting for it is in vain. */
  readonly isParked: (concernId: string) => Promise<boolean>;
  readonly people: Mirror<PersonMirror>;
  readonly notices: InAppNotices;
  readonly deliveries: Deliveries;
  readonly endpoints: EndpointStore;
  /** Called when something waits to be sent. */
  readonly nudge: () => void;
}

const mirrorWithinMs = 1_000;
const askEveryMs = 10;
const peopleAtOnce = 200;
const mostEndpoints = 50;

/** The mirror of one concern is parked: its tellings wait with it, and nobody else's do. */
class MirrorParked extends problem({
  code: 'mirror-parked',
  kind: 'conflict',
  title: 'The mirror of this concern stands still',
  remedy: 'Retry the parked mirror first, then this.',
}) {}

/**
 * The mirror has a consumer of its own and may be a moment behind this one; further than that, everything waits for it.
 * One that is parked must not hold up the others: that is a failure of this concern alone.
 */
async function concernAt(
  { concerns, isParked }: Pick<Dependencies, 'concerns' | 'isParked'>,
  id: string,
  version: number,
): Promise<MirrorDocument<ConcernMirror>> {
  for (const until = performance.now() + mirrorWithinMs; ; ) {
    const found = await concerns.find(id);
    if (found && found.seen >= version) return found;
    if (performance.now() > until) {
      if (await isParked(id)) throw new MirrorParked();
      throw new Unavailable('The mirror of concerns is behind.');
    }
    await sleep(askEveryMs);
  }
}

/** Tells people and systems what happened to a concern: each once, however often the event comes. */
export const onConcernEvent =
  ({ concerns, isParked, people, notices, deliveries, endpoints, nudge }: Dependencies) =>
  async (event: Recorded<ConcernEvent>): Promise<void> => {
    // Only what tells somebody needs to wait for the mirror.
    if (tellingsOf(event, { reference: '', submitterId: event.subject, institutions: [event.subject] }).length === 0)
      return;
    const concern = await concernAt({ concerns, isParked }, event.subject, event.version);
    for (const telling of tellingsOf(event, concern)) {
      await tellPeople(telling);
      const queued = await queueDeliveries(deliveries, await toSystems(telling));
      if (queued > 0) nudge();
    }

    async function tellPeople({ kind, organisationId, roles, about }: Telling): Promise<void> {
      for (let last = ''; ; ) {
        const told = await people.collection
          .find(
            {
              'roles.organisationId': organisationId,
              roles: { $elemMatch: { organisationId, role: { $in: [...roles] } } },
              hasLeft: false,
              _id: { $gt: last },
            },
            { projection: { _id: 1 } },
          )
          .sort({ _id: 1 })
          .limit(peopleAtOnce)
          .toArray();
        const fresh = told.map(({ _id: recipientId }) => ({
          _id: tellingId(event.id, recipientId),
          recipientId,
          kind,
          about,
          reference: concern.reference,
          at: new Date(event.at),
          shownAt: null,
          readAt: null,
        }));
        await keepNotices(notices, fresh);
        last = told.at(-1)?._id ?? '';
        if (told.length < peopleAtOnce) return;
      }
    }

    async function toSystems({ kind, webhook, organisationId, about }: Telling) {
      const found = await endpoints.collection
        .find(
          { 'state.organisationId': organisationId, 'state.standing': 'enabled', 'state.events': webhook },
          { projection: { _id: 1 } },
        )
        .limit(mostEndpoints)
        .toArray();
      return found.map(({ _id: endpointId }) => ({
        _id: tellingId(event.id, endpointId),
        endpointId,
        organisationId,
        kind,
        type: webhook,
        about,
        reference: concern.reference,
        at: new Date(event.at),
      }));
    }
  };
