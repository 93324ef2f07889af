import { destinationOf, isInternal, pathOf } from './destination.ts';

it.each([
  ['gateway', ['/v1/me', '/v1/people', '/v1/people/per_1/roles', '/v1/code-lists/categories', '/v1/demo-clock']],
  ['gateway', ['/openapi.json', '/asyncapi.json', '/docs', '/docs/problems/not-found', '/healthz', '/readyz']],
  ['gateway', ['/v1/organisations/org_1/api-keys', '/v1/organisations/org_1/api-keys/key_1', '/v1', '/v1/unknown']],
  ['organisations', ['/v1/organisations', '/v1/organisations/org_1', '/v1/organisations/org_1/seats']],
  ['organisations', ['/v1/organisations/org_1/api-keysmith', '/v1/routing-suggestions', '/hsds', '/hsds/services/1']],
  ['meetings', ['/v1/forums/frm_1/meetings.ics', '/v1/meetings/mtg_1', '/v1/actions']],
  ['feedback', ['/v1/concerns', '/v1/concerns/con_1/answers/ans_1', '/v1/public/concerns', '/v1/follow-up']],
  ['notifications', ['/v1/subscriptions', '/v1/notices/stream', '/v1/webhook-endpoints', '/v1/deliveries']],
  ['notifications', ['/unsubscribe/token']],
  ['insights', ['/v1/traces/NMF-2026-0001', '/v1/dashboards/actions', '/v1/figures', '/v1/reports/access']],
  ['insights', ['/v1/overdue', '/v1/exports/concerns.csv', '/feeds/answers.atom']],
  ['portal', ['/', '/concerns/NMF-2026-0001', '/sign-in', '/feedsx', '/v2/concerns', '/docsx']],
])('%s answers %j', (destination, paths) => {
  expect(paths.map(destinationOf)).toEqual(paths.map(() => destination));
});

it('the query is no part of the path', () => {
  expect([pathOf('/v1/me?a=/x'), pathOf('/v1/me'), pathOf('/?')]).toEqual(['/v1/me', '/v1/me', '/']);
});

it.each([
  '/internal',
  '/internal/x',
  '//internal/x',
  '/./internal',
  '/x/../internal/y',
  '/%2e/internal',
  '/%69nternal',
])('%s is what services say among themselves', (path) => expect(isInternal(path)).toBe(true));

it.each(['/', '/internals', '/v1/internal', '/concerns/internal', '/%', '/%ff', '/x/../y'])('%s is not', (path) =>
  expect(isInternal(path)).toBe(false),
);
