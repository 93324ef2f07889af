import { expect, it } from '@jest/globals';
import { apiQuery, parseFilters } from './dashboard-filters.ts';

const officer = { roles: [{ role: 'officer', organisationId: 'org_1' }] };
const secretariat = { roles: [{ role: 'secretariat', forumId: 'frm_1' }] };
const query = (text: string) => new URLSearchParams(text);

it('an officer who asks for nothing in particular sees their own institution', () => {
  expect(parseFilters(query(''), officer).chosen).toEqual({ institution: 'org_1' });
  expect(parseFilters(query(''), secretariat).chosen).toEqual({});
});

it('filters of the page become filters of the API, empty and unknown ones fall away', () => {
  const filters = parseFilters(query('status=referred&clock=&category=housing&sort=age&colour=red'), secretariat);
  expect(apiQuery(filters)).toBe('status=referred&category=housing&limit=100');
  expect(filters.sorting).toBe('age');
});

it('an unknown sorting is the usual one', () => {
  expect(parseFilters(query('sort=sideways'), officer).sorting).toBe('due');
});
