import { expect, it } from '@jest/globals';
import { isFromOurPages, localPath } from './same-origin.ts';

const ours = 'https://forum.example';

it.each([
  ['same-origin', ours, true],
  ['same-site', ours, false],
  ['cross-site', ours, false],
  ['none', undefined, false],
  [undefined, ours, true],
  [undefined, 'https://forum.example.evil.example', false],
  [undefined, 'null', false],
  [undefined, undefined, false],
])('a form with Sec-Fetch-Site %s and Origin %s: ours is %s', (secFetchSite, origin, expected) => {
  expect(isFromOurPages({ secFetchSite, origin }, ours)).toBe(expected);
});

it.each([
  ['/dashboard?status=referred', '/dashboard?status=referred'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example/', '/'],
  ['/.//evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [null, '/'],
])('after signing in, %s leads to %s', (asked, expected) => {
  expect(localPath(asked)).toBe(expected);
});
