import { callerOfAddress, rateLimit } from './rate-limits.ts';

it('the request after the last allowed one is one too many, for that caller alone', async () => {
  const limit = rateLimit('key', 2);
  const counted = [await limit.count('a'), await limit.count('a'), await limit.count('a'), await limit.count('b')];
  expect(counted.map(({ isExceeded }) => isExceeded)).toEqual([false, false, true, false]);
  expect(counted[2]?.headers).toEqual([
    'RateLimit-Policy',
    '"key";q=2;w=60',
    'RateLimit',
    expect.stringMatching(/^"key";r=0;t=\d+$/),
  ]);
  expect(counted[2]?.retryAfterSeconds).toBeLessThanOrEqual(60);
  limit.stop();
});

it('an address is counted as what one customer has', () => {
  expect(callerOfAddress('203.0.113.7')).toBe('203.0.113.7');
  expect(callerOfAddress('2001:db8:1:2::1')).toBe(callerOfAddress('2001:db8:1:3::9'));
  expect(callerOfAddress('2001:db8:1:2::1')).not.toBe(callerOfAddress('2001:db9:1:2::1'));
});
