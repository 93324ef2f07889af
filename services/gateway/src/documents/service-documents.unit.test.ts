import { Unavailable } from '@throughline/kernel';
import { joinedDocuments } from './service-documents.ts';

const document = (path: string, summary = path) => ({
  openapi: '3.1.0' as const,
  info: { title: path, version: '1.0.0' },
  paths: { [path]: { get: { summary } } },
  components: { schemas: {}, securitySchemes: {} },
  'x-problems': [],
});
const log = { warn: () => undefined };
const saying = (answer: () => unknown) => ({ getJson: async () => answer() as never });

it('a service that is away is named, and what it said last still stands', async () => {
  let now = 0;
  let isAway = false;
  const meetings = saying(() => {
    if (isAway) throw new Unavailable();
    return document('/v1/meetings');
  });
  const joined = joinedDocuments({ own: () => document('/v1/me'), services: { meetings }, log, machineNow: () => now });
  expect(Object.keys((await joined()).document.paths)).toEqual(['/v1/me', '/v1/meetings']);
  [now, isAway] = [61_000, true];
  expect((await joined()).missing).toEqual([]);
  const fresh = joinedDocuments({ own: () => document('/v1/me'), services: { meetings }, log });
  expect(await fresh()).toMatchObject({ missing: ['meetings'], document: { paths: { '/v1/me': {} } } });
});

it('a service that contradicts another is left out, and does not take the document with it', async () => {
  const services = {
    feedback: saying(() => document('/v1/me', 'mine')),
    insights: saying(() => document('/v1/traces')),
  };
  const { document: joined, missing } = await joinedDocuments({ own: () => document('/v1/me'), services, log })();
  expect([Object.keys(joined.paths), missing]).toEqual([['/v1/me', '/v1/traces'], ['feedback']]);
});
