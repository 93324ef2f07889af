import { expect, it } from '@jest/globals';
import { aggregates, catalogue, streams } from '@throughline/contracts';
import { eventAfter } from '../test/events.ts';
import { addressOf, durableOf, namesUnder } from './names.ts';

it('every event of the catalogue goes to the stream and subject that contracts name', () => {
  for (const { type, stream, subject } of catalogue.values()) expect(addressOf({ type })).toEqual({ stream, subject });
});

it('a prefix stands before streams, subjects and filters alike', () => {
  const names = namesUnder('T1');
  expect(names.stream('FEEDBACK')).toBe('T1_FEEDBACK');
  expect(names.subjectsOf('feedback')).toBe('t1.evt.feedback.>');
  expect(names.subject(eventAfter(undefined, { subject: 'con_1' }))).toBe('t1.evt.feedback.concern.endorsed.v1');
  expect(names.filters({ stream: 'FEEDBACK', aggregates: ['concern'] })).toEqual(['t1.evt.feedback.concern.>']);
});

it('a durable is named by service, purpose and stream', () => {
  expect(durableOf({ service: 'insights', purpose: 'trace', stream: 'FEEDBACK' })).toBe('insights-trace-feedback');
});

it('a filter is accepted for the streams of its own context only', () => {
  const names = namesUnder('');
  for (const [aggregate, { context }] of Object.entries(aggregates))
    for (const { stream } of Object.values(streams)) {
      const filters = () => names.filters({ stream, aggregates: [aggregate as keyof typeof aggregates] });
      if (streams[context].stream === stream) expect(filters()).toEqual([`evt.${context}.${aggregate}.>`]);
      else expect(filters).toThrow(RangeError);
    }
});
