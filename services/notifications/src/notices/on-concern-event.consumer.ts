import { type ConcernEvent, concernEvents as events, type Recorded } from '@throughline/contracts';
import type { Mirror, Reaction } from '@throughline/persistence';
import type { ConcernMirror } from '../concerns/concern-mirror.ts';
import type { PersonMirror } from '../people/person-mirror.ts';
import type { Deliveries } from '../webhooks/deliveries.mongo.ts';
import { queueDeliveries } from '../webhooks/deliveries.mongo.ts';
import type { EndpointStore } from '../webhooks/webhook-endpoint.ts';
import { type Telling, tellingsOf } from './telling.ts';
import { tellingId } from './telling-id.ts';
import { type InAppNotices, keepNotices } from './waiting-notices.mongo.ts';

interface Dependencies {
  readonly people: Mirror<PersonMirror>;
  readonly notices: InAppNotices;
  readonly deliveries: Deliveries;
  readonly endpoints: EndpointStore;
  /** Called when something waits to be sent. */
  readonly nudge: () => void;
}

const peopleAtOnce = 200;
const mostEndpoints = 50;

/** Tells people and systems what happened to a concern: each once, however often the event comes. */
export const onConcernEvent = (dependencies: Dependencies): Reaction<ConcernMirror, ConcernEvent> => ({
  to: [events.referred.type, events.answerPublished.type, events.concluded.type],
  handle: (event, concern) => tellOf(dependencies, event, concern),
});

async function tellOf(
  { people, notices, deliveries, endpoints, nudge }: Dependencies,
  event: Recorded<ConcernEvent>,
  concern: ConcernMirror,
): Promise<void> {
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
}
