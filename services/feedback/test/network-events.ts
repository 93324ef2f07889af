import {
  type Envelope,
  type ForumEvent,
  firstPreviousHash,
  type NoticeEvent,
  type OrganisationEvent,
  sequenceOf,
  streams,
} from '@throughline/contracts';
import { eventHash, newUuid } from '@throughline/kernel';

type Event = ForumEvent | OrganisationEvent | NoticeEvent;

const sources = { forum: 'meetings', organisation: 'organisations', notice: 'notifications' } as const;

/** Envelopes of one aggregate of another service, chained as its owner would. */
export function eventsOf(subject: string, time = '2026-10-01T09:00:00.000Z') {
  let previoushash = firstPreviousHash;
  let version = 0;
  return (event: Event): Envelope => {
    const aggregate = event.type.split('.')[2] as keyof typeof sources;
    version += 1;
    const envelope = {
      specversion: '1.0' as const,
      id: newUuid(),
      source: streams[sources[aggregate]].source,
      type: event.type,
      subject,
      time,
      datacontenttype: 'application/json' as const,
      dataschema: `urn:throughline:schema:${event.type.replace('org.throughline.', '')}`,
      sequence: sequenceOf(version),
      correlationid: 'test',
      actor: 'system:test',
      previoushash,
      data: { ...event.data } as Record<string, unknown>,
    };
    const sealed = { ...envelope, hash: eventHash(envelope) };
    previoushash = sealed.hash;
    return sealed;
  };
}
