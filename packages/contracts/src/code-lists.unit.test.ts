import { describe, expect, it } from '@jest/globals';
import {
  bandOf,
  closedAsStatuses,
  codeListNames,
  finalOutcomes,
  handlingStatuses,
  isFinalOutcome,
  openStatuses,
  outcomes,
  peopleAffectedBands,
  shippedCodeLists,
} from './code-lists.ts';
import { code } from './scalars.ts';
import { aggregateOfId, aggregates, idPrefixes, subjectsOfAggregate, subjectsOfContext } from './streams.ts';

describe('code lists', () => {
  it('every code that ships may stand in an event, and has a meaning', () => {
    for (const list of Object.values(shippedCodeLists))
      for (const [each, meaning] of Object.entries(list)) {
        expect(code().parse(each)).toBe(each);
        expect(meaning.length).toBeGreaterThan(10);
      }
  });

  it('every list that may be changed is named, and ships', () => {
    expect([...codeListNames].toSorted()).toEqual(Object.keys(shippedCodeLists).toSorted());
  });

  it('a concern is open, closed without an answer, or concluded', () => {
    expect([...openStatuses, 'concluded', ...closedAsStatuses]).toEqual([...handlingStatuses]);
  });

  it('two outcomes settle nothing', () => {
    expect(outcomes.filter((each) => !isFinalOutcome(each))).toEqual(['not-ours', 'needs-information']);
    expect(finalOutcomes.every(isFinalOutcome)).toBe(true);
    expect(isFinalOutcome('open')).toBe(false);
  });

  it.each([
    [0, 'fewer-than-10'],
    [9, 'fewer-than-10'],
    [10, '10-19'],
    [30, '30-39'],
    [49, '40-49'],
    [50, '50-99'],
    [499, '200-499'],
    [12_000, '500-or-more'],
  ])('%s people are in the band %s', (people, band) => {
    expect(bandOf(people)).toBe(band);
  });

  it('every band can be reached', () => {
    const reached = new Set(Array.from({ length: 600 }, (_, people) => bandOf(people)));
    expect([...reached]).toEqual([...peopleAffectedBands]);
  });
});

describe('streams', () => {
  it('every prefix is used once, and an id leads to its aggregate', () => {
    const prefixes = Object.values(idPrefixes);
    expect(new Set(prefixes).size).toBe(prefixes.length);
    for (const [name, { prefix }] of Object.entries(aggregates)) expect(aggregateOfId(`${prefix}_0`)).toBe(name);
    expect(aggregateOfId('txt_0')).toBeUndefined();
    expect(aggregateOfId('nonsense')).toBeUndefined();
  });

  it('a gate asks for all of an aggregate, a stream for all of a context', () => {
    expect(subjectsOfAggregate('concern')).toBe('evt.feedback.concern.>');
    expect(subjectsOfAggregate('api-key')).toBe('evt.access.api-key.>');
    expect(subjectsOfContext('feedback')).toBe('evt.feedback.>');
  });
});
