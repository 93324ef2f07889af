import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anonymous, newId, type Principal } from '@throughline/kernel';
import { type Meetings, startMeetings } from './start-meetings.ts';

interface Meeting {
  readonly id: string;
  readonly created: string;
  readonly code: string;
  readonly state: string;
  readonly number: number | null;
  readonly version: number;
  readonly arrangements: readonly { readonly id: string; readonly state: string }[];
  readonly decisions: readonly { readonly number: string }[];
}

const inEnglish = (text: string) => ({ text, language: 'en' });
const place = { kind: 'hybrid', text: inEnglish('Library, and by telephone') };
const evening = (day: string) => ({ startsAt: `${day}T17:30:00Z`, endsAt: `${day}T19:30:00Z` });

let service: Meetings;
let secretariat: Principal;
let forumId: string;

beforeAll(async () => {
  service = await startMeetings('2026-11-16T10:00:00Z');
  const body = {
    name: 'Forum',
    code: 'NMF',
    nation: 'england-and-wales',
    timeZone: 'Europe/London',
    languages: ['en'],
    quorum: 1,
  };
  const forum = await service.call<{ id: string }>(service.person('administrator'), 'POST', '/v1/forums', { body });
  forumId = forum.body.id;
  secretariat = service.person('secretariat', { forumId });
}, 60_000);
afterAll(() => service?.stop());

const post = (path: string, body?: unknown, headers?: Record<string, string>) =>
  service.call<Meeting>(secretariat, 'POST', path, { body, ...(headers ? { headers } : {}) });
const draft = async (day: string) =>
  `/v1/meetings/${(await post(`/v1/forums/${forumId}/meetings`, { title: inEnglish('Meeting'), place, ...evening(day) })).body.id}`;

it('ordinals follow the calls, and a meeting that is put off or cancelled keeps its own', async () => {
  const [first, second, third] = [await draft('2026-12-03'), await draft('2026-12-10'), await draft('2026-11-20')];
  expect((await post(`${second}/call`)).body.number).toBe(1);
  expect((await post(`${third}/call`)).body.code).toBe('notice-too-short');
  expect((await post(`${first}/call`)).body.number).toBe(2);
  const urgent = { text: inEnglish('An eviction is set for Friday') };
  expect((await post(`${third}/call`, { urgent })).body.number).toBe(3);
  const why = inEnglish('The room is flooded');
  expect((await post(`${second}/postpone`, { ...evening('2027-01-14'), text: why })).body).toMatchObject({
    state: 'postponed',
    number: 1,
  });
  expect((await post(`${second}/open`)).status).toBe(409);
  expect((await post(`${second}/call`)).body).toMatchObject({ state: 'called', number: 1, year: 2026 });
  expect((await post(`${first}/cancel`, { text: why })).body).toMatchObject({ state: 'cancelled', number: 2 });
  expect((await service.call<Meeting>(anonymous, 'GET', first)).body.state).toBe('cancelled');
  const list = await service.call<{ items: Meeting[] }>(anonymous, 'GET', `/v1/forums/${forumId}/meetings?limit=2`);
  expect(list.body.items.map(({ number }) => number)).toEqual([1, 2]);
  const next = /<([^>]+)>; rel="next"/.exec(list.headers.get('link') ?? '')?.[1] ?? '';
  const rest = await service.call<{ items: Meeting[] }>(anonymous, 'GET', next);
  expect(rest.body.items.map(({ number }) => number)).toEqual([3]);
});

it('an access need goes from request to met, for those who are signed in', async () => {
  const path = await draft('2026-12-17');
  await post(`${path}/call`);
  const organisationId = await service.tellOrganisation('migrant-led', forumId);
  const caseworker = service.person('caseworker', { organisationId });
  const need = { kind: 'interpretation', language: 'so', text: inEnglish('Two of us speak Somali only') };
  const requested = await service.call<Meeting>(caseworker, 'POST', `${path}/arrangements`, { body: need });
  expect(requested.status).toBe(201);
  const step = (who: Principal, name: string, body?: unknown) =>
    service.call<Meeting>(who, 'POST', `${path}/arrangements/${requested.body.created}/${name}`, { body });
  expect((await step(caseworker, 'arrange')).status).toBe(403);
  await step(secretariat, 'arrange', { text: inEnglish('Booked'), costPence: 12_000 });
  const stranger = service.person('caseworker', { organisationId: newId('org') });
  expect((await step(stranger, 'confirm')).status).toBe(403);
  await step(secretariat, 'confirm');
  expect((await step(caseworker, 'record-met')).body.arrangements).toMatchObject([
    { kind: 'interpretation', state: 'met' },
  ]);
  expect((await service.call<Meeting>(anonymous, 'GET', path)).body.arrangements).toEqual([]);
  const meetingId = path.split('/').at(-1) ?? '';
  const events = await service.eventsOf(meetingId, 6);
  const textId = String(events.find(({ type }) => type.includes('arrangement-requested'))?.data['textId']);
  const wordsFor = async (who: Principal) => {
    const body = { ids: [{ aggregateId: meetingId, textId }] };
    const answer = await service.call<{ words: Record<string, unknown> }>(who, 'POST', '/internal/words', { body });
    return answer.body.words[textId];
  };
  expect([await wordsFor(anonymous), await wordsFor(stranger)]).toEqual([null, null]);
  expect([await wordsFor(caseworker), await wordsFor(secretariat)]).toEqual([need.text, need.text]);
});

it('decisions recorded at the same moment are numbered without a gap, and a repeated one once', async () => {
  const path = await draft('2026-12-18');
  await post(`${path}/call`);
  await post(`${path}/open`);
  const decision = { kind: 'information', text: inEnglish('Noted.'), inquorate: true };
  const answers = await Promise.all([
    ...Array.from({ length: 8 }, () => post(`${path}/decisions`, decision)),
    ...Array.from({ length: 4 }, () => post(`${path}/decisions`, decision, { 'idempotency-key': 'the-same-decision' })),
  ]);
  expect(answers.map(({ status }) => status).filter((status) => status !== 201 && status !== 409)).toEqual([]);
  const { body } = await service.call<Meeting>(secretariat, 'GET', path);
  const numbers = body.decisions.map(({ number }) => Number(number.split('.')[1]));
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  const made = new Set(answers.filter(({ status }) => status === 201).map(({ body: answer }) => answer.created));
  expect(made.size).toBe(numbers.length);
});
