import { expect, it } from '@jest/globals';
import { parseReference } from './find-trace.ts';

it.each([
  ['NMF-2026-0042', 'NMF-2026-0042'],
  ['  nmf 2026 42 ', 'NMF-2026-0042'],
  ['nmf/2026/0042', 'NMF-2026-0042'],
  ['NMF–2026–0042', 'NMF-2026-0042'],
  ['', undefined],
  ['NMF-2026', undefined],
  ['boiler', undefined],
  ['../../etc/passwd', undefined],
  ['NMF-2026-0042-7', undefined],
])('%j is read as %s', (typed, reference) => {
  expect(parseReference(typed)).toBe(reference);
});
