import { type ApiKeyEvent, apiKeyEvents } from '@throughline/contracts';
import { newId } from '@throughline/kernel';
import { recorded } from '@throughline/testing';
import { type ApiKey, evolveApiKey, expire, nextDueAtOf, revoke, works } from './api-key.ts';

const organisationId = newId('org');
const issued = (expiresOn?: string) =>
  apiKeyEvents.issued.of({
    organisationId,
    scopes: ['concerns:submit'],
    ...(expiresOn ? { expiresOn } : {}),
    nameTextId: newId('txt'),
  });

function fold(...events: ApiKeyEvent[]): ApiKey {
  const told = events.map((event) => ({ event }));
  const key = recorded(newId('key'), told).reduce<ApiKey | undefined>(evolveApiKey, undefined);
  if (!key) throw new Error('no events');
  return key;
}

it('a key works through the whole of its last day, and not a moment longer', () => {
  const key = fold(issued('2027-10-31'));
  expect(works(key, new Date('2027-10-31T23:59:59.999Z'))).toBe(true);
  expect(works(key, new Date('2027-11-01T00:00:00Z'))).toBe(false);
  expect(nextDueAtOf(key)).toEqual(new Date('2027-11-01T00:00:00Z'));
});

it('a key without a last day works until it is revoked', () => {
  const key = fold(issued());
  expect([works(key, new Date('2099-01-01')), nextDueAtOf(key)]).toEqual([true, null]);
  expect(works(fold(issued(), ...revoke(key)), new Date('2027-01-01'))).toBe(false);
});

it('revoking twice says it once', () => {
  const key = fold(issued());
  expect(revoke(fold(issued(), ...revoke(key)))).toEqual([]);
});

it('expiry is said once, when the last day has passed, and never of a revoked key', () => {
  const key = fold(issued('2027-10-31'));
  const after = new Date('2027-11-01T09:00:00Z');
  expect(expire(key, new Date('2027-10-31T12:00:00Z'))).toEqual([]);
  expect(expire(key, after)).toEqual([apiKeyEvents.expired.of({ organisationId, expiredOn: '2027-10-31' })]);
  const expired = fold(issued('2027-10-31'), ...expire(key, after));
  expect([expire(expired, after), nextDueAtOf(expired)]).toEqual([[], null]);
  expect(expire(fold(issued('2027-10-31'), ...revoke(key)), after)).toEqual([]);
});
