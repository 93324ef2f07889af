import { type Gateway, startGateway } from './start-gateway.ts';

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway?.stop());

it('one OpenAPI document has the routes of every service, and none of what they say among themselves', async () => {
  const { status, body, headers } = await gateway.call('GET', '/openapi.json');
  const paths = Object.keys(body['paths']);
  expect([status, body['openapi'], headers.get('access-control-allow-origin')]).toEqual([200, '3.1.0', '*']);
  expect(paths).toEqual(expect.arrayContaining(['/v1/me', '/v1/people/{id}', '/v1/feedback', '/v1/insights']));
  expect(paths.filter((path) => path.startsWith('/internal'))).toEqual([]);
  expect(body).not.toHaveProperty('x-missing');
});

it('one AsyncAPI document has every event', async () => {
  const { catalogue } = await import('@throughline/contracts');
  const { body } = await gateway.call('GET', '/asyncapi.json');
  expect(body['asyncapi']).toBe('3.0.0');
  expect(Object.keys(body['components'].messages).length).toBe(catalogue.size);
  expect(Object.keys(body['channels'])).toContain('feedback.concern');
});

it('the reference and its script come from here, under a policy that lets nothing else in', async () => {
  const page = await gateway.call<string>('GET', '/docs');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
  for (const [, source = ''] of page.body.matchAll(/src="([^"]+)"/g)) {
    const script = await gateway.call<string>('GET', source);
    expect([source, script.status]).toEqual([source, 200]);
    expect(script.headers.get('content-type')).toContain('javascript');
  }
});

it('each type of problem has its page, also those of other services', async () => {
  for (const code of ['mail-taken', 'feedback-broke', 'unauthenticated', 'too-many-requests', 'cross-site']) {
    const { status, body } = await gateway.call<string>('GET', `/docs/problems/${code}`);
    expect([code, status]).toEqual([code, 200]);
    expect(body).toContain(`<code>${code}</code>`);
  }
  expect((await gateway.call('GET', '/docs/problems/none-of-ours')).status).toBe(404);
  expect((await gateway.call<string>('GET', '/docs/problems')).body).toContain('/docs/problems/feedback-broke');
});
