import type { z } from 'zod';
import type { EventDefinition, EventsOf, Fact } from './define-event.ts';
import { type Envelope, envelopeV1, type Recorded, recordedOf } from './envelope.ts';
import { actionEvents } from './events/action.ts';
import { apiKeyEvents } from './events/api-key.ts';
import { codeListEvents } from './events/code-list.ts';
import { concernEvents } from './events/concern.ts';
import { forumEvents } from './events/forum.ts';
import { meetingEvents } from './events/meeting.ts';
import { minutesEvents } from './events/minutes.ts';
import { noticeEvents } from './events/notice.ts';
import { organisationEvents } from './events/organisation.ts';
import { personEvents } from './events/person.ts';
import { webhookEndpointEvents } from './events/webhook-endpoint.ts';
import { InvalidEvent, type Issue } from './invalid-event.ts';
import type { Aggregate } from './streams.ts';
import { tolerant } from './tolerant.ts';

/** Every event of the network, by aggregate and name. */
export const eventsOfAggregate = Object.freeze({
  person: personEvents,
  'api-key': apiKeyEvents,
  'code-list': codeListEvents,
  organisation: organisationEvents,
  forum: forumEvents,
  meeting: meetingEvents,
  minutes: minutesEvents,
  action: actionEvents,
  concern: concernEvents,
  notice: noticeEvents,
  'webhook-endpoint': webhookEndpointEvents,
} as const satisfies Record<Aggregate, Readonly<Record<string, EventDefinition>>>);

/** Any event of the catalogue: a union discriminated by `type`. */
export type CatalogueEvent = {
  [Name in Aggregate]: EventsOf<(typeof eventsOfAggregate)[Name]>;
}[Aggregate];

/** One event of the catalogue by its type, e.g. `EventOfType<'org.throughline.concern.submitted.v1'>`. */
export type EventOfType<Type extends CatalogueEvent['type']> = Extract<CatalogueEvent, { type: Type }>;

/** Every definition by its type, in the order of the catalogue. */
export const catalogue: ReadonlyMap<string, EventDefinition> = new Map(
  Object.values(eventsOfAggregate)
    .flatMap((events): EventDefinition[] => Object.values(events))
    .map((definition) => [definition.type, definition]),
);

const readers: ReadonlyMap<string, z.ZodType> = new Map(
  [...catalogue.values()].map(({ type, data }) => [type, tolerant(data)]),
);
const majorless = (type: string): string => type.slice(0, type.lastIndexOf('.v'));
const knownNames: ReadonlySet<string> = new Set([...catalogue.keys()].map(majorless));

/** The definition of an event type; undefined when the catalogue has none. */
export const definitionOf = (type: string): EventDefinition | undefined => catalogue.get(type);

/** Why an envelope cannot be acted on: each is a case for parking, none for dropping. */
export type UnknownReason = 'malformed-envelope' | 'unknown-type' | 'unknown-major' | 'malformed-data';

/** What a consumer has received. `envelope` is as it was sent, so that its hash can be verified. */
export type ParsedEnvelope =
  | { readonly known: true; readonly envelope: Envelope; readonly event: Recorded<CatalogueEvent> }
  | {
      readonly known: false;
      readonly reason: Exclude<UnknownReason, 'malformed-envelope'>;
      readonly envelope: Envelope;
      readonly issues: readonly Issue[];
    }
  | { readonly known: false; readonly reason: 'malformed-envelope'; readonly issues: readonly Issue[] };

const issuesOf = (error: z.ZodError): Issue[] =>
  error.issues.map(({ path, code }) => ({ path: path.map(String).join('.'), code }));

/**
 * Reads what came from elsewhere, tolerantly: fields of a known major that are not known here are left out of
 * `event.data`. Never throws: what cannot be understood comes back with `known: false` and the reason, to be parked.
 * Issues name paths and kinds of fault, never values.
 */
export function parseEnvelope(received: unknown): ParsedEnvelope {
  const parsed = envelopeV1.safeParse(received);
  if (!parsed.success) return { known: false, reason: 'malformed-envelope', issues: issuesOf(parsed.error) };
  return parseEventOf(parsed.data);
}

/** As {@link parseEnvelope}, of an envelope that was parsed before. */
export function parseEventOf(envelope: Envelope): ParsedEnvelope {
  const reader = readers.get(envelope.type);
  if (!reader) {
    const reason = knownNames.has(majorless(envelope.type)) ? 'unknown-major' : 'unknown-type';
    return { known: false, reason, envelope, issues: [] };
  }
  const data = reader.safeParse(envelope.data);
  if (!data.success) return { known: false, reason: 'malformed-data', envelope, issues: issuesOf(data.error) };
  // Type and data belong together by the look-up above, which TypeScript cannot follow.
  const event = recordedOf(envelope, data.data as Fact<Record<string, unknown>>) as Recorded<CatalogueEvent>;
  return { known: true, envelope, event };
}

/**
 * Checks what is about to be written, strictly: an unknown type, a missing field and an unknown field are all refused.
 * Throws {@link InvalidEvent}: a defect of the producer, never of its caller.
 */
export function parseEventStrict(event: { readonly type: string; readonly data: unknown }): CatalogueEvent {
  const definition = definitionOf(event.type);
  if (!definition) throw new InvalidEvent(event.type, [{ path: 'type', code: 'unknown_type' }]);
  const data = definition.data.safeParse(event.data);
  if (!data.success) throw new InvalidEvent(event.type, issuesOf(data.error));
  return { type: event.type, data: data.data } as CatalogueEvent;
}
