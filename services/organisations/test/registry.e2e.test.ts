import { defaultStandards, forumEvents } from '@throughline/contracts';
import { anonymous, newId, type Principal } from '@throughline/kernel';
import {
  aKey,
  aPerson,
  chainOf,
  type FakeOwner,
  fakeOwner,
  type RunningService,
  startService,
  waitUntil,
} from '@throughline/testing';
import { compose } from '../src/compose.ts';
import type { OrganisationRepresentation } from '../src/organisations/organisation-representation.ts';

type Shown = OrganisationRepresentation & { readonly created: string; readonly code: string };
type List = { readonly items: readonly Shown[] };

describe('the registry', () => {
  let registry: RunningService;
  let meetings: FakeOwner;
  const [forumId, otherForum] = [newId('frm'), newId('frm')];
  const secretariat = aPerson('secretariat', { forumId });
  const english = (text: string) => ({ text, language: 'en' });
  const council = {
    kind: 'institution',
    sector: 'public',
    names: [english('Northgate Council'), { text: 'Golaha Northgate', language: 'so' }],
    description: english('The council of a city that does not exist.'),
    languages: ['en', 'so'],
    areas: ['E05011118'],
    identifiers: [{ scheme: 'GB-COH', value: '00000001' }],
  };

  const send = (who: Principal, path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
    registry.call<Shown>(who, 'POST', `/v1/organisations${path}`, { body, headers });
  const show = (who: Principal, id: string) => registry.call<Shown>(who, 'GET', `/v1/organisations/${id}`);
  const list = (who: Principal, query: string) => registry.call<List>(who, 'GET', `/v1/organisations${query}`);
  const idsOf = async (who: Principal, query: string) => (await list(who, query)).body.items.map(({ id }) => id);
  const put = (who: Principal, id: string, body: unknown, headers: Record<string, string> = {}) =>
    registry.call<Shown>(who, 'PUT', `/v1/organisations/${id}/responsibilities`, { body, headers });

  /** A verified organisation. */
  async function verified(kind = 'migrant-led'): Promise<string> {
    const { body } = await send(secretariat, '', { ...council, kind });
    await send(secretariat, `/${body.id}/verify`);
    return body.id;
  }

  beforeAll(async () => {
    meetings = await fakeOwner();
    registry = await startService({
      service: 'organisations',
      compose,
      environment: { MEETINGS_URL: meetings.url },
      emits: { stream: 'ORGANISATIONS', aggregates: ['organisation'] },
    });
    const established = forumEvents.established.of({
      code: 'NMF',
      nation: 'england-and-wales',
      timeZone: 'Europe/London',
      languages: ['en'],
      quorum: 3,
      standards: defaultStandards,
      closureDays: [],
      nameTextId: newId('txt'),
    });
    const told = chainOf(forumId)(established);
    meetings.journal.push(told);
    await registry.publish(told);
    const probe = await verified();
    await waitUntil('the forum is mirrored', async () => {
      const before = meetings.asked.length;
      const seat = { forumId, role: 'observer', from: '2020-01-01', to: '2020-01-01' };
      const { status } = await send(secretariat, `/${probe}/seats`, seat);
      return status === 201 || status === 409 ? meetings.asked.length === before : false;
    });
  });
  afterAll(async () => {
    await registry.stop();
    await meetings.stop();
  });

  it('takes an institution from proposal to routing suggestion, with an event for each step', async () => {
    const proposed = await send(secretariat, '', council);
    const { id } = proposed.body;
    expect(proposed.status).toBe(201);
    expect(proposed.body).toMatchObject({ created: id, state: 'proposed', names: council.names, version: 1 });
    expect(proposed.headers.get('location')).toBe(`/v1/organisations/${id}`);
    expect(
      (await send(secretariat, `/${id}/seats`, { forumId, role: 'institution', from: '2026-01-01' })).body.code,
    ).toBe('not-verified');
    expect((await send(secretariat, `/${id}/verify`)).body).toMatchObject({ state: 'verified', version: 2 });
    const seated = await send(secretariat, `/${id}/seats`, { forumId, role: 'institution', from: '2026-01-01' });
    expect(seated.status).toBe(201);
    expect(seated.body.seats).toMatchObject([{ id: seated.body.created, forumId, to: null }]);
    const officer = aPerson('officer', { organisationId: id });
    const responsibilities = [
      { category: 'housing', areas: [], team: 'Housing options' },
      { category: 'housing', areas: ['E05011118'], team: 'Northgate housing' },
    ];
    const set = await put(officer, id, { responsibilities, standards: { answerDays: 15 } });
    expect(set.body).toMatchObject({ responsibilities, standards: { answerDays: 15 }, version: 4 });
    expect((await put(officer, id, { responsibilities })).status).toBe(428);
    const same = await put(officer, id, { responsibilities }, { 'if-match': '"4"' });
    expect([same.status, same.body.version]).toEqual([200, 4]);
    expect((await put(officer, id, { responsibilities: [] }, { 'if-match': '"3"' })).status).toBe(412);

    const suggest = async (query: string) =>
      (
        await registry.call<{ items: { institutionId: string; names: unknown[]; team: string }[] }>(
          secretariat,
          'GET',
          `/v1/routing-suggestions?${query}`,
        )
      ).body.items.filter(({ institutionId }) => institutionId === id);
    expect((await suggest('category=housing&area=E05011118')).map(({ team }) => team)).toEqual([
      'Northgate housing',
      'Housing options',
    ]);
    const [everywhere, ...more] = await suggest('category=housing');
    expect([everywhere?.team, more]).toEqual(['Housing options', []]);
    expect(everywhere?.names).toEqual(council.names);
    expect(await suggest('category=health')).toEqual([]);

    const own = () => registry.emitted.filter(({ subject }) => subject === id);
    await waitUntil('its events have left', () => own().length === 4);
    expect(own().map(({ type }) => type.split('.')[3])).toEqual([
      'registered',
      'verified',
      'seat-taken',
      'responsibilities-set',
    ]);
    expect(JSON.stringify(own())).not.toMatch(/Northgate|Housing options|Golaha/);
  });

  it('gives the first answer again to the same key, and refuses it to another body', async () => {
    const headers = { 'idempotency-key': 'the-same-key-every-time' };
    const first = await send(secretariat, '', council, headers);
    const again = await send(secretariat, '', council, headers);
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const other = await send(secretariat, '', { ...council, kind: 'faith' }, headers);
    expect(other.status).toBe(422);
    const id = first.body.id;
    const key = { 'idempotency-key': 'verify-this-record' };
    expect((await send(secretariat, `/${id}/verify`, {}, key)).body.version).toBe(2);
    expect((await send(secretariat, `/${id}/verify`, {}, key)).body.version).toBe(2);
    expect((await send(secretariat, `/${id}/verify`)).body.code).toBe('not-allowed-now');
  });

  it('knows a proposed record to who keeps the registry and to itself; to everybody else it is unknown', async () => {
    const { id } = (await send(secretariat, '', council)).body;
    const knowing = [secretariat, aPerson('auditor'), aPerson('representative', { organisationId: id }), aKey(id)];
    const strangers = [anonymous, aKey(newId('org')), aPerson('officer', { organisationId: newId('org') })];
    for (const who of knowing) expect((await show(who, id)).status).toBe(200);
    for (const who of strangers) {
      const { status, body } = await show(who, id);
      const unknown = await show(who, newId('org'));
      const said = (problem: object) => ({ ...problem, instance: 'whichever request it was' });
      expect([status, said(body)]).toEqual([404, said(unknown.body)]);
      expect(await idsOf(who, `?ids=${id}`)).toEqual([]);
    }
    expect(await idsOf(secretariat, `?ids=${id}`)).toEqual([id]);
    const keepers = [aPerson('representative', { organisationId: newId('org') }), aPerson('officer'), ...strangers];
    const commands: readonly (readonly [path: string, body: object])[] = [
      ['verify', {}],
      ['make-dormant', {}],
      ['reactivate', {}],
      ['close', { reason: 'ended' }],
      ['assure', {}],
      ['seats', { forumId, role: 'observer', from: '2026-01-01' }],
      [`seats/${newId('sea')}/end`, {}],
      ['responsibilities', { responsibilities: [] }],
    ];
    for (const [path, body] of commands)
      for (const who of keepers) {
        const attempt = (organisation: string) =>
          path === 'responsibilities'
            ? put(who, organisation, body, { 'if-match': '"999"' })
            : send(who, `/${organisation}/${path}`, body, { 'if-match': '"999"' });
        const [hidden, unknown] = [(await attempt(id)).status, (await attempt(newId('org'))).status];
        expect([path, hidden]).toEqual([path, unknown]);
        expect([401, 403, 404]).toContain(hidden);
      }
    await send(secretariat, `/${id}/verify`);
    expect((await show(anonymous, id)).status).toBe(200);
  });

  it('lists by ids, kind, state, present seat and change, page by page', async () => {
    const [faith, academic] = [await verified('faith'), await verified('academic')];
    await send(secretariat, `/${faith}/seats`, { forumId, role: 'observer', from: '2026-01-01' });
    await send(secretariat, `/${academic}/seats`, { forumId, role: 'observer', from: '2026-01-01', to: '2026-10-31' });
    expect(await idsOf(anonymous, `?ids=${faith},${academic}`)).toEqual([faith, academic].toSorted());
    expect(await idsOf(anonymous, `?kind=faith&state=verified&ids=${faith},${academic}`)).toEqual([faith]);
    const here = await idsOf(anonymous, `?forum=${forumId}&limit=100`);
    expect([here.includes(faith), here.includes(academic)]).toEqual([true, false]);
    const since = new Date(registry.clock.now().getTime() - 1).toISOString();
    await send(secretariat, `/${faith}/make-dormant`, {});
    expect(await idsOf(anonymous, `?updatedSince=${since}`)).toEqual([faith]);
    const { headers, body } = await list(anonymous, '?limit=1');
    const next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? '';
    const second = await registry.call<List>(anonymous, 'GET', next);
    expect([...body.items, ...second.body.items].map(({ id }) => id)).toEqual(await idsOf(anonymous, '?limit=2'));
    const refused = ['?ids=org_1', `?ids=${Array.from({ length: 101 }, () => faith).join(',')}`, '?colour=red'];
    for (const query of refused) expect((await list(anonymous, query)).status).toBe(400);
  });

  it('asks the owner once about a forum that it has not heard of', async () => {
    const id = await verified();
    const elsewhere = aPerson('secretariat', { forumId: otherForum });
    const seat = { forumId: otherForum, role: 'observer', from: '2026-01-01' };
    const askedFor = () => meetings.asked.filter((request) => request === `GET /v1/forums/${otherForum}`).length;
    const unknown = await send(elsewhere, `/${id}/seats`, seat);
    expect([unknown.status, unknown.body.code, askedFor()]).toEqual([422, 'forum-unknown', 1]);
    meetings.pages.set(`/v1/forums/${otherForum}`, { id: otherForum, disbandedAt: null });
    expect((await send(elsewhere, `/${id}/seats`, seat)).status).toBe(201);
    meetings.pages.set(`/v1/forums/${otherForum}`, { id: otherForum, disbandedAt: '2026-10-01T00:00:00.000Z' });
    expect((await send(elsewhere, `/${await verified()}/seats`, seat)).status).toBe(422);
    meetings.behave('away');
    const away = await send(elsewhere, `/${await verified()}/seats`, seat);
    meetings.behave('well');
    expect(away.status).toBe(503);
  });

  it('gives no two seats on one forum on one day, and ends a seat once', async () => {
    const id = await verified();
    const seat = (from: string, to?: string) =>
      send(secretariat, `/${id}/seats`, { forumId, role: 'observer', from, ...(to && { to }) });
    const first = await seat('2026-01-01');
    expect((await seat('2026-06-01')).body.code).toBe('seat-taken');
    expect((await seat('2025-01-01', '2025-12-31')).status).toBe(201);
    expect((await seat('2025-12-31', '2025-01-01')).body.code).toBe('term-impossible');
    const end = (to?: string) => send(secretariat, `/${id}/seats/${first.body.created}/end`, to ? { to } : {});
    expect((await end('2025-12-31')).body.code).toBe('term-impossible');
    expect((await end()).body.seats).toMatchObject([{ to: '2026-11-02' }, { to: '2025-12-31' }]);
    expect((await end()).body.code).toBe('seat-not-held');
    expect((await send(secretariat, `/${id}/seats/${newId('sea')}/end`)).status).toBe(404);
    expect((await seat('2026-11-03')).status).toBe(201);
  });

  it('assures, rests, wakes and closes a record as its standing allows', async () => {
    const [id, successorId] = [await verified(), await verified()];
    const representative = aPerson('representative', { organisationId: id });
    const assured = await send(representative, `/${id}/assure`);
    expect(assured.body.assured).toMatchObject({ until: '2027-05-01', stale: false });
    expect((await send(secretariat, `/${id}/reactivate`)).status).toBe(409);
    expect((await send(secretariat, `/${id}/make-dormant`)).body.state).toBe('dormant');
    expect((await send(secretariat, `/${id}/reactivate`)).body.state).toBe('verified');
    const close = (body: object) => send(secretariat, `/${id}/close`, body);
    expect((await close({ reason: 'merged', successorId: newId('org') })).body.code).toBe('successor-unknown');
    expect((await close({ reason: 'merged', successorId: id })).body.code).toBe('successor-unknown');
    expect((await close({ reason: 'merged', successorId })).body).toMatchObject({ state: 'closed', successorId });
    expect((await send(representative, `/${id}/assure`)).status).toBe(409);
    expect((await show(anonymous, id)).body.state).toBe('closed');
  });

  it('answers everybody as the policy says, and a foreign id as an unknown one', async () => {
    const [own, foreign] = [await verified('institution'), await verified('institution')];
    const readers = {
      nobody: anonymous,
      key: aKey(own),
      caseworker: aPerson('caseworker', { organisationId: own }),
      representative: aPerson('representative', { organisationId: own }),
      officer: aPerson('officer', { organisationId: own }),
      secretariat,
      chair: aPerson('chair', { forumId }),
      auditor: aPerson('auditor'),
      administrator: aPerson('administrator'),
    };
    const actions = {
      verify: (who: Principal, id: string) => send(who, `/${id}/verify`),
      assure: (who: Principal, id: string) => send(who, `/${id}/assure`),
      responsibilities: (who: Principal, id: string) => put(who, id, { responsibilities: [] }, { 'if-match': '"999"' }),
    };
    const may: Record<keyof typeof actions, { own: string[]; foreign: string[] }> = {
      verify: { own: ['secretariat', 'administrator'], foreign: ['secretariat', 'administrator'] },
      assure: {
        own: ['representative', 'officer', 'secretariat', 'administrator'],
        foreign: ['secretariat', 'administrator'],
      },
      responsibilities: { own: ['officer', 'secretariat'], foreign: ['secretariat'] },
    };
    for (const [action, attempt] of Object.entries(actions))
      for (const [name, who] of Object.entries(readers)) {
        const rule = may[action as keyof typeof may];
        const refusal = name === 'nobody' ? 401 : rule.own.includes(name) ? 404 : 403;
        const statuses = await Promise.all(
          [own, foreign, newId('org')].map(async (id) => (await attempt(who, id)).status),
        );
        const isIn = statuses.map((status) => ![401, 403, 404].includes(status));
        expect([action, name, isIn]).toEqual([
          action,
          name,
          [rule.own.includes(name), rule.foreign.includes(name), false],
        ]);
        expect([action, name, statuses[2]]).toEqual([action, name, refusal]);
        if (!rule.foreign.includes(name)) expect([action, name, statuses[1]]).toEqual([action, name, refusal]);
      }
  });

  it('gives its words to who may see the record', async () => {
    const { body } = await send(secretariat, '', council);
    await waitUntil('it is registered', () => registry.emitted.some(({ subject }) => subject === body.id));
    const registered = registry.emitted.find(({ subject }) => subject === body.id)?.data;
    const { nameTextIds } = registered as { nameTextIds: { textId: string }[] };
    const textId = nameTextIds[0]?.textId ?? '';
    const ask = (who: Principal) =>
      registry.call<{ words: Record<string, unknown> }>(who, 'POST', '/internal/words', {
        body: { ids: [{ aggregateId: body.id, textId }] },
      });
    expect((await ask(secretariat)).body.words).toEqual({ [textId]: english('Northgate Council') });
    expect((await ask(anonymous)).body.words).toEqual({ [textId]: null });
  });
});
