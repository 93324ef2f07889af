import { concernEvents as events, noticeEvents } from '@throughline/contracts';
import { anonymous, newId, type Principal } from '@throughline/kernel';
import { aKey, aPerson, waitUntil } from '@throughline/testing';
import { Webhook } from 'standardwebhooks';
import { type Notifications, startNotifications } from './start-notifications.ts';
import { webhookReceiver } from './webhook-receiver.ts';

type Notice = {
  readonly id: string;
  readonly kind: string;
  readonly about: object;
  readonly readAt: string | null;
  readonly words: { readonly text: string };
};
type Notices = { readonly items: readonly Notice[]; readonly code: string };
type Endpoint = { readonly id: string; readonly secret?: string; readonly url: string; readonly code: string };
type Deliveries = {
  readonly items: readonly { id: string; state: string; attempts: number; lastStatus: number | null }[];
};

describe('telling people and systems', () => {
  let service: Notifications;
  const [housing, learning, kinfolk] = [newId('org'), newId('org'), newId('org')];
  const casework = aKey(kinfolk, ['webhooks:manage']);
  let officer: Principal;
  let caseworker: Principal;

  const notices = async (who: Principal, query = '') =>
    (await service.call<Notices>(who, 'GET', `/v1/notices${query}`)).body.items;
  const endedOf = (noticeId: string) => service.emitted.filter(({ subject }) => subject === noticeId);
  const referral = (institutionId: string) => {
    const referralId = newId('ref');
    return {
      referralId,
      event: events.referred.of({
        referralId,
        institutionId,
        asks: [1],
        acknowledgementDue: '2026-11-10',
        answerDue: '2026-12-01',
      }),
    };
  };
  const register = (who: Principal, body: object, headers: Record<string, string> = {}) =>
    service.call<Endpoint>(who, 'POST', '/v1/webhook-endpoints', { body, headers });

  beforeAll(async () => {
    service = await startNotifications();
    officer = await service.tellPerson('officer', housing);
    caseworker = await service.tellPerson('caseworker', kinfolk);
    await service.tellPerson('caseworker', housing);
  });
  afterAll(() => service.stop());

  it('tells an officer of a referral once, however often the event comes, and says so once when it is shown', async () => {
    const concern = service.aConcern('NMF-2026-0001', kinfolk);
    const { referralId, event } = referral(housing);
    const referred = concern.next(event);
    await service.tell(...concern.events, referred);
    await service.redeliver(referred, referred);
    const [notice, ...more] = await waitUntil('the notice is there', async () => {
      const found = await notices(officer);
      return found.length > 0 && found;
    });
    expect(more).toEqual([]);
    expect(notice).toMatchObject({
      kind: 'referral-received',
      about: { concernId: concern.id, referralId },
      readAt: null,
      words: { text: expect.stringContaining('NMF-2026-0001') },
    });
    await Promise.all([notices(officer), notices(officer), notices(officer)]);
    const id = notice?.id ?? '';
    await waitUntil('it is said to be sent', () => endedOf(id).length > 0);
    expect(endedOf(id)).toMatchObject([
      {
        type: noticeEvents.sent.type,
        data: { kind: 'referral-received', channel: 'in-app', about: { concernId: concern.id, referralId } },
      },
    ]);
    expect(await notices(aPerson('officer', { organisationId: learning }))).toEqual([]);
  });

  it('is read by its own reader alone, and once', async () => {
    const [notice] = await notices(officer);
    const read = (who: Principal) => service.call<Notice>(who, 'POST', `/v1/notices/${notice?.id}/read`);
    expect((await read(caseworker)).status).toBe(404);
    const headers = { 'if-match': '"999"' };
    const guessed = await service.call(caseworker, 'POST', `/v1/notices/${notice?.id}/read`, { headers });
    expect(guessed.status).toBe(404);
    const first = await read(officer);
    expect(first.body.readAt).not.toBeNull();
    expect((await read(officer)).body.readAt).toBe(first.body.readAt);
    expect((await service.call(officer, 'POST', `/v1/notices/${newId('ntc')}/read`)).status).toBe(404);
    expect((await service.call(anonymous, 'GET', '/v1/notices')).status).toBe(401);
    expect((await service.call(casework, 'GET', '/v1/notices')).status).toBe(403);
  });

  it('tells the submitter of the answer, and everybody of the conclusion; the newest comes first, page by page', async () => {
    const concern = service.aConcern('NMF-2026-0002', kinfolk);
    await service.tell(
      ...concern.events,
      concern.next(referral(housing).event),
      concern.next(events.answerPublished.of({ ...events.answerPublished.example })),
      concern.next(events.concluded.of({ by: 'verdict', missing: [] })),
    );
    const own = await waitUntil('both have come', async () => {
      const found = await notices(caseworker);
      return found.length === 2 && found;
    });
    expect(own.map(({ kind }) => kind).toSorted()).toEqual(['answer-published', 'concern-concluded']);
    await waitUntil('the officer is told', async () => (await notices(officer)).length === 3);
    const { headers, body } = await service.call<Notices>(officer, 'GET', '/v1/notices?limit=2');
    const next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? '';
    const second = await service.call<Notices>(officer, 'GET', next);
    expect([...body.items, ...second.body.items]).toEqual(await notices(officer));
  });

  it('delivers a signed webhook, again after a 500 under the same id, and says so once', async () => {
    const receiver = await webhookReceiver(500);
    const registered = await register(casework, { url: receiver.url, events: ['concern.answer-published'] });
    expect(registered.status).toBe(201);
    const secret = registered.body.secret ?? '';
    expect(secret).toMatch(/^whsec_/);
    const concern = service.aConcern('NMF-2026-0003', kinfolk);
    const published = concern.next(events.answerPublished.of({ ...events.answerPublished.example }));
    await service.tell(...concern.events, published);
    await service.redeliver(published, published);
    await waitUntil('it came twice', () => receiver.received.length === 2, { timeoutMs: 15_000 });
    const [first, second] = receiver.received;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    for (const { headers, body } of receiver.received)
      expect(new Webhook(secret).verify(body, { ...headers })).toMatchObject({
        type: 'concern.answer-published',
        data: { concernId: concern.id, reference: 'NMF-2026-0003' },
      });
    expect(() => new Webhook(secret).verify(`${first?.body} `, { ...first?.headers })).toThrow();

    const delivered = await waitUntil('the delivery is settled', async () => {
      const { body } = await service.call<Deliveries>(casework, 'GET', '/v1/deliveries?state=delivered');
      return body.items[0];
    });
    expect(delivered).toMatchObject({ id: first?.headers['webhook-id'], attempts: 2, lastStatus: 200 });
    await waitUntil('it is said to be sent', () => endedOf(delivered.id).length > 0);
    expect(endedOf(delivered.id)).toMatchObject([{ type: noticeEvents.sent.type, data: { channel: 'webhook' } }]);
    expect(receiver.received).toHaveLength(2);
    await receiver.stop();
  });

  it('gives up at 410 and says that it failed; a redirect is not followed', async () => {
    const gone = await webhookReceiver(410, 302);
    const organisationId = newId('org');
    const key = aKey(organisationId, ['webhooks:manage']);
    await register(key, { url: gone.url, events: ['concern.answer-published', 'concern.concluded'] });
    const concern = service.aConcern('NMF-2026-0004', organisationId);
    await service.tell(
      ...concern.events,
      concern.next(events.answerPublished.of({ ...events.answerPublished.example })),
    );
    const failed = await waitUntil('it has failed', async () => {
      const { body } = await service.call<Deliveries>(key, 'GET', '/v1/deliveries?state=failed');
      return body.items[0];
    });
    expect(failed).toMatchObject({ attempts: 1, lastStatus: 410 });
    await waitUntil('it is said', () => endedOf(failed.id).length > 0);
    expect(endedOf(failed.id)).toMatchObject([{ type: noticeEvents.failed.type, data: { reason: 'gone' } }]);
    await service.tell(concern.next(events.concluded.of({ by: 'verdict', missing: [] })));
    const pending = await waitUntil('the redirect is noted', async () => {
      const { body } = await service.call<Deliveries>(key, 'GET', '/v1/deliveries?state=pending');
      return body.items.find(({ lastStatus }) => lastStatus === 302);
    });
    expect(pending.attempts).toBe(1);
    await gone.stop();
  });

  it('shows a secret once, lists and removes an organisation’s own endpoints, and refuses bad addresses', async () => {
    const organisationId = newId('org');
    const [key, foreign] = [aKey(organisationId, ['webhooks:manage']), aKey(newId('org'), ['webhooks:manage'])];
    const body = { url: 'http://127.0.0.1:9/hook', events: ['concern.referred'] };
    const same = { 'idempotency-key': 'the-one-key-of-this-endpoint' };
    const first = await register(key, body, same);
    const again = await register(key, body, same);
    expect([again.status, again.body.id, again.body.secret]).toEqual([201, first.body.id, undefined]);
    const list = (who: Principal) =>
      service.call<{ items: Endpoint[] }>(who, 'GET', '/v1/webhook-endpoints').then(({ body: { items } }) => items);
    expect(await list(key)).toMatchObject([{ id: first.body.id, url: body.url }]);
    expect(JSON.stringify(await list(key))).not.toContain('whsec_');
    expect(await list(foreign)).toEqual([]);
    const remove = (who: Principal, headers: Record<string, string> = { 'if-match': '"1"' }) =>
      service.call(who, 'DELETE', `/v1/webhook-endpoints/${first.body.id}`, { headers });
    expect((await remove(foreign)).status).toBe(404);
    expect((await remove(foreign, { 'if-match': '"999"' })).status).toBe(404);
    expect((await remove(key, {})).status).toBe(428);
    expect((await remove(key)).status).toBe(204);
    expect((await remove(key)).status).toBe(404);
    expect(await list(key)).toEqual([]);
    for (const url of ['http://93.184.215.14/x', 'ftp://127.0.0.1/x', 'http://a:b@127.0.0.1/x', 'nowhere'])
      expect((await register(key, { ...body, url })).body.code).toBe('webhook-address-refused');
    expect((await register(key, { ...body, events: ['concern.whispered'] })).status).toBe(400);
    expect((await register(aKey(organisationId), body)).status).toBe(403);
    const own = await waitUntil('its events have left', () => {
      const left = service.emitted.filter(({ subject }) => subject === first.body.id);
      return left.length === 2 && left;
    });
    expect(own.map(({ type }) => type.split('.')[3])).toEqual(['registered', 'removed']);
    expect(JSON.stringify(own)).not.toContain('127.0.0.1');
  });

  it('keeps an organisation to ten endpoints', async () => {
    const key = aKey(newId('org'), ['webhooks:manage']);
    const statuses: number[] = [];
    const registered = (number: number) =>
      register(
        key,
        { url: `http://127.0.0.1:9/${number}`, events: ['concern.referred'] },
        { 'idempotency-key': `endpoint-${number}` },
      );
    for (let number = 0; number < 11; number++) statuses.push((await registered(number)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 201), 409]);
    const again = await registered(9);
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
  });
});
