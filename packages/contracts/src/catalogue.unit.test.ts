import { describe, expect, it } from '@jest/globals';
import { catalogue, definitionOf, eventsOfAggregate, parseEnvelope, parseEventStrict } from './catalogue.ts';
import type { Envelope } from './envelope.ts';
import { concernEvents } from './events/concern.ts';
import { type Aggregate, aggregates, streams } from './streams.ts';

const definitions = [...catalogue.values()];

const envelopeOf = (changes: Record<string, unknown> = {}): Envelope => {
  const { type, example, source, dataschema } = concernEvents.referred;
  return {
    specversion: '1.0',
    id: '019a8f3e-7c1b-7d44-9a55-2b6f0e1c9d01',
    source,
    type,
    subject: 'con_01m8159vbqe3gtnecasv4vhset',
    time: '2026-11-03T10:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema,
    forumid: 'frm_01m8159vbqehfapqxq150682w1',
    sequence: '0000000004',
    correlationid: '019a8f3e-7c1b-7d44-9a55-2b6f0e1c9d00',
    actor: 'per_01m8159vbpevcv8s6yddwe1mp1',
    previoushash: '0'.repeat(64),
    hash: 'b2'.repeat(32),
    data: { ...example },
    ...changes,
  };
};

describe('the catalogue', () => {
  it.each(definitions.map((definition) => [definition.type, definition] as const))(
    'the example of %s parses strictly, and says when it is emitted',
    (_type, definition) => {
      expect(parseEventStrict(definition.of(definition.example))).toEqual({
        type: definition.type,
        data: definition.example,
      });
      expect(definition.emittedWhen).toMatch(/^[^A-Z].{10,}[^.]$/);
    },
  );

  it('no two events share a type, a subject or a schema name', () => {
    const listed = Object.values(eventsOfAggregate).flatMap((events) => Object.values(events));
    for (const name of ['type', 'subject', 'schemaName', 'dataschema'] as const)
      expect(new Set(listed.map((definition) => definition[name])).size).toBe(listed.length);
  });

  it.each(Object.entries(eventsOfAggregate))('every event of %s is in the stream of its context', (name, events) => {
    const { context } = aggregates[name as Aggregate];
    for (const [key, definition] of Object.entries(events)) {
      expect(definition.aggregate).toBe(name);
      expect(definition.context).toBe(context);
      expect(definition.stream).toBe(streams[context].stream);
      expect(definition.source).toBe(streams[context].source);
      expect(definition.subject).toBe(`evt.${context}.${name}.${definition.name}.v${definition.major}`);
      expect(key).toBe(definition.name.replace(/-(.)/g, (_dash: string, letter: string) => letter.toUpperCase()));
      expect(Object.isFrozen(definition)).toBe(true);
    }
  });

  it('every aggregate tells when its words are destroyed', () => {
    for (const name of Object.keys(aggregates))
      expect(definitionOf(`org.throughline.${name}.text-erased.v1`)).toBeDefined();
  });

  it('every major is the first, until a second stands beside it', () => {
    for (const { type, major } of definitions)
      if (major > 1) expect(definitionOf(type.replace(/\.v\d+$/, '.v1'))).toBeDefined();
  });
});

describe('a producer', () => {
  const { type, example } = concernEvents.referred;

  it.each([
    ['a field nobody knows', { ...example, note: 'x' }, 'data (unrecognized_keys)'],
    ['a missing field', { ...example, asks: undefined }, 'asks (invalid_type)'],
    ['words where a code belongs', { ...example, institutionId: 'the housing officer' }, 'institutionId'],
  ])('is refused %s', (_what, data, fault) => {
    expect(() => parseEventStrict({ type, data })).toThrow(fault);
  });

  it('is refused an optional field that is undefined, which a database would store as null', () => {
    const { type: verdictType, example: verdict } = concernEvents.verdictGiven;
    expect(() => parseEventStrict({ type: verdictType, data: { ...verdict, absorbedId: undefined } })).toThrow(
      expect.objectContaining({ code: 'invalid-event', issues: [{ path: 'absorbedId', code: 'invalid_type' }] }),
    );
  });

  it('is refused an unknown type', () => {
    expect(() => parseEventStrict({ type: 'org.throughline.concern.forgotten.v1', data: {} })).toThrow('unknown_type');
  });

  it('is never told the value it got wrong, so that no word reaches a log', () => {
    const canary = 'Amina of 12 Holloway Road';
    expect(() => parseEventStrict({ type, data: { ...example, institutionId: canary } })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('Amina') }),
    );
  });
});

describe('a reader', () => {
  it('receives the event with what its envelope says', () => {
    const received = parseEnvelope(envelopeOf());
    expect(received).toMatchObject({
      known: true,
      event: {
        type: 'org.throughline.concern.referred.v1',
        data: concernEvents.referred.example,
        subject: 'con_01m8159vbqe3gtnecasv4vhset',
        version: 4,
        at: '2026-11-03T10:00:00.000Z',
        forumId: 'frm_01m8159vbqehfapqxq150682w1',
      },
    });
  });

  it('passes over fields it does not know, at every depth, and keeps them in the envelope that is hashed', () => {
    const { type, example } = concernEvents.answerPublished;
    const data = { ...example, mood: 'good', outcomes: example.outcomes.map((each) => ({ ...each, later: true })) };
    const sent = envelopeOf({ type, data, partitionkey: 'x' });
    expect(parseEnvelope(sent)).toMatchObject({ known: true, envelope: sent });
    const received = parseEnvelope(sent);
    expect(received.known && received.event.data).toEqual(example);
  });

  it.each(definitions.map((definition) => [definition.type, definition] as const))(
    'of %s is not put off by a field of tomorrow',
    (type, { example }) => {
      const received = parseEnvelope(envelopeOf({ type, data: { ...(example as object), fieldOfTomorrow: 1 } }));
      expect(received.known && received.event.data).toEqual(example);
    },
  );

  it('still refuses what it does know and finds wrong', () => {
    const data = { ...concernEvents.referred.example, asks: [0] };
    expect(parseEnvelope(envelopeOf({ data }))).toMatchObject({
      known: false,
      reason: 'malformed-data',
      issues: [{ path: 'asks.0', code: 'too_small' }],
    });
  });

  it.each([
    ['org.throughline.concern.referred.v2', 'unknown-major'],
    ['org.throughline.concern.foretold.v1', 'unknown-type'],
    ['org.throughline.rumour.spread.v1', 'unknown-type'],
  ])('is told of %s that it is an %s, to park it', (type, reason) => {
    expect(parseEnvelope(envelopeOf({ type }))).toMatchObject({ known: false, reason, envelope: { type } });
  });

  it.each([
    ['nothing', null],
    ['text', 'hello'],
    ['an envelope without data', envelopeOf({ data: undefined })],
  ])('is told of %s that it is no envelope, without an exception', (_what, received) => {
    expect(parseEnvelope(received)).toMatchObject({ known: false, reason: 'malformed-envelope' });
  });
});
