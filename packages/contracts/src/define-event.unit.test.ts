import { describe, expect, it } from '@jest/globals';
import type { EventOfType } from './catalogue.ts';
import type { Recorded } from './envelope.ts';
import { type ConcernEvent, concernEvents } from './events/concern.ts';

describe('a defined event', () => {
  it('has its names as literal types', () => {
    const type: 'org.throughline.concern.answer-published.v1' = concernEvents.answerPublished.type;
    const subject: 'evt.feedback.concern.answer-published.v1' = concernEvents.answerPublished.subject;
    const stream: 'FEEDBACK' = concernEvents.answerPublished.stream;
    expect([type, subject, stream]).toEqual([
      'org.throughline.concern.answer-published.v1',
      'evt.feedback.concern.answer-published.v1',
      'FEEDBACK',
    ]);
    expect(concernEvents.answerPublished.schemaName).toBe('ConcernAnswerPublishedV1');
    expect(concernEvents.answerPublished.dataschema).toBe('urn:throughline:schema:concern.answer-published.v1');
  });

  it('states a fact without judging it', () => {
    const scopeLeft: readonly 'forum'[] = ['forum'];
    expect(concernEvents.consentWithdrawn.of({ scopeLeft })).toEqual({
      type: 'org.throughline.concern.consent-withdrawn.v1',
      data: { scopeLeft: ['forum'] },
    });
  });

  it('is told apart by its type in a fold', () => {
    const asksNamedBy = (event: ConcernEvent): readonly number[] => {
      if (event.type === concernEvents.referred.type) return event.data.asks;
      if (event.type === 'org.throughline.concern.verdict-given.v1') return event.data.verdicts.map(({ ask }) => ask);
      return [];
    };
    const { referred, verdictGiven, acknowledged } = concernEvents;
    expect(asksNamedBy(referred.of(referred.example))).toEqual([1, 2]);
    expect(asksNamedBy(verdictGiven.of(verdictGiven.example))).toEqual([2, 3]);
    expect(asksNamedBy(acknowledged.of({}))).toEqual([]);
  });

  it('keeps its data from being changed, in types', () => {
    const event = concernEvents.referred.of(concernEvents.referred.example);
    // @ts-expect-error -- a fact is not edited
    const edit = () => event.data.asks.push(4);
    // @ts-expect-error -- `undefined` is not absence
    const wrong = () => concernEvents.referred.of({ ...event.data, textHashes: undefined });
    expect([edit, wrong]).toHaveLength(2);
  });

  it('is found by its type, recorded', () => {
    const institutionOf = (event: Recorded<EventOfType<'org.throughline.concern.referred.v1'>>): string =>
      `${event.data.institutionId} at ${event.version}`;
    const recorded = {
      ...concernEvents.referred.of(concernEvents.referred.example),
      id: '019a8f3e-7c1b-7d44-9a55-2b6f0e1c9d01',
      subject: 'con_01m8159vbqe3gtnecasv4vhset',
      version: 4,
      at: '2026-11-03T10:00:00.000Z',
      actor: 'anonymous',
      correlationId: '019a8f3e-7c1b-7d44-9a55-2b6f0e1c9d00',
    };
    expect(institutionOf(recorded)).toMatch(/^org_.+ at 4$/);
  });
});
