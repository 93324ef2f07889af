import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anonymous, firstBrokenLink, newId, type Principal } from '@throughline/kernel';
import { waitUntil } from '@throughline/testing';
import { type Answered, type Meetings, startMeetings } from './start-meetings.ts';

/*
 * Story 01, step 7, without arrangements: the December meeting, told at the door of this service alone. Each test takes up
 * where the one before has left.
 */

interface Meeting {
  readonly id: string;
  readonly created: string;
  readonly state: string;
  readonly number: number | null;
  readonly version: number;
  readonly title: { readonly text: string } | null;
  readonly agenda: readonly {
    id: string;
    kind: string;
    concerns: string[];
    origin: string;
    actionId?: string;
    minutesOf?: string;
  }[];
  readonly attendance: readonly unknown[];
  readonly quorum: { readonly needed: number; readonly present: number; readonly met: boolean };
  readonly decisions: readonly { readonly id: string; readonly number: string; readonly corrects?: string }[];
  readonly actions: readonly string[];
}
interface Action {
  readonly id: string;
  readonly state: string;
  readonly overdue: boolean;
  readonly carriedTo: readonly string[];
  readonly notes: readonly unknown[];
  readonly version: number;
}
interface Problem {
  readonly code: string;
}

const inEnglish = (text: string) => ({ text, language: 'en' });
const december = {
  title: inEnglish('December meeting'),
  startsAt: '2026-12-03T17:30:00+00:00',
  endsAt: '2026-12-03T19:30:00+00:00',
  place: { kind: 'in-person', text: inEnglish('Northgate Library') },
};

let service: Meetings;
let administrator: Principal;
let secretariat: Principal;
let forumId: string;
let housing: string;
let officer: Principal;
let concernId: string;
let meetingId: string;
let itemId: string;
let repeatAssignment: () => Promise<Answered<Action>>;
let actionId: string;
const members: string[] = [];

beforeAll(async () => {
  service = await startMeetings('2026-11-16T10:00:00Z');
  administrator = service.person('administrator');
}, 60_000);
afterAll(() => service?.stop());

const meeting = () => service.call<Meeting>(secretariat, 'GET', `/v1/meetings/${meetingId}`);

it('an administrator establishes a forum, which anybody may read', async () => {
  const body = {
    name: 'Northgate Migration Forum',
    code: 'NMF',
    nation: 'england-and-wales',
    timeZone: 'Europe/London',
    languages: ['en'],
    quorum: 3,
    closureDays: [{ date: '2026-12-29', name: 'Between the years' }],
  };
  const established = await service.call<{ id: string; created: string }>(administrator, 'POST', '/v1/forums', {
    body,
  });
  expect(established.status).toBe(201);
  forumId = established.body.id;
  expect(established.body.created).toBe(forumId);
  secretariat = service.person('secretariat', { forumId });
  const standards = {
    acknowledgementDays: 3,
    triageDays: 10,
    referralAcknowledgementDays: 5,
    answerDays: 20,
    reviewDays: 20,
  };
  const read = await service.call(anonymous, 'GET', `/v1/forums/${forumId}`);
  expect(read.body).toMatchObject({ ...body, standards, version: 1 });
  const list = await service.call<{ items: unknown[] }>(anonymous, 'GET', '/v1/forums');
  expect(list.body.items).toEqual([read.body]);
  expect((await service.call<Problem>(secretariat, 'POST', '/v1/forums', { body })).status).toBe(403);
  const again = await service.call<Problem>(administrator, 'POST', '/v1/forums', { body });
  expect([again.status, again.body.code]).toEqual([409, 'key-taken']);
});

it('a forum changes its settings, and what differs in nothing changes nothing', async () => {
  const patch = (body: unknown, version: number) =>
    service.call<{ version: number; quorum: number }>(administrator, 'PATCH', `/v1/forums/${forumId}`, {
      body,
      headers: { 'if-match': `"${version}"` },
    });
  expect((await patch({ quorum: 2, name: 'Northgate Forum' }, 1)).body).toMatchObject({ quorum: 2, version: 2 });
  const closureDays = [{ date: '2026-12-29', name: 'Between the years' }];
  expect((await patch({ quorum: 2, closureDays, name: 'Northgate Forum' }, 2)).body.version).toBe(2);
  expect((await patch({ quorum: 3 }, 1)).status).toBe(412);
  expect((await patch({ code: 'XXX' }, 2)).status).toBe(400);
  expect((await patch({ quorum: 3 }, 2)).body).toMatchObject({ quorum: 3, version: 3 });
});

it('a draft is for those who prepare it, and for the public there is no such meeting', async () => {
  housing = await service.tellOrganisation('institution', forumId);
  for (const kind of ['migrant-led', 'migrant-support', 'faith'] as const)
    members.push(await service.tellOrganisation(kind, forumId));
  officer = service.person('officer', { organisationId: housing });
  const drafted = await service.call<Meeting>(secretariat, 'POST', `/v1/forums/${forumId}/meetings`, {
    body: december,
  });
  expect([drafted.status, drafted.headers.get('location')]).toEqual([201, `/v1/meetings/${drafted.body.id}`]);
  meetingId = drafted.body.created;
  expect(drafted.body).toMatchObject({ state: 'draft', number: null, agenda: [], actions: [], version: 1 });
  for (const reader of [anonymous, officer, service.person('secretariat', { forumId: newId('frm') })])
    expect((await service.call(reader, 'GET', `/v1/meetings/${meetingId}`)).status).toBe(404);
  expect((await service.call(service.person('chair', { forumId }), 'GET', `/v1/meetings/${meetingId}`)).status).toBe(
    200,
  );
  const list = (reader: Principal) =>
    service.call<{ items: unknown[] }>(reader, 'GET', `/v1/forums/${forumId}/meetings`);
  expect((await list(anonymous)).body.items).toHaveLength(0);
  expect((await list(secretariat)).body.items).toHaveLength(1);
});

it('a concern that was submitted a moment ago goes on the agenda, and the minutes must fit', async () => {
  concernId = (await service.tellConcern(forumId, { published: false })).id;
  const item = {
    kind: 'concern',
    concerns: [concernId],
    minutes: 20,
    origin: 'migrant-led',
    space: 'invited',
    title: inEnglish('Heating'),
  };
  const path = `/v1/meetings/${meetingId}/agenda-items`;
  const added = await service.call<Meeting>(secretariat, 'POST', path, { body: item });
  expect(added.status).toBe(201);
  itemId = added.body.created;
  expect(added.body.agenda).toMatchObject([{ id: itemId, order: 1, minutes: 20, concerns: [concernId] }]);
  const tooLong = await service.call<Problem>(secretariat, 'POST', path, { body: { ...item, minutes: 101 } });
  expect([tooLong.status, tooLong.body.code]).toEqual([409, 'agenda-too-long']);
  const unknown = { ...item, concerns: [newId('con')] };
  const refused = await service.call<Problem>(secretariat, 'POST', path, { body: unknown });
  expect([refused.status, refused.body.code]).toEqual([422, 'concerns-unknown']);
});

it('a concern that is marked for the next meeting goes on the agenda that has not gone out', async () => {
  const marked = await service.tellConcern(forumId, { submitterKind: 'migrant-support' });
  await marked.mark();
  const { agenda } = await waitUntil('the item is there', async () => {
    const { body } = await meeting();
    return body.agenda.length === 2 && body;
  });
  expect(agenda[1]).toMatchObject({ kind: 'concern', concerns: [marked.id], origin: 'migrant-support', minutes: 0 });
});

it('items are put in order, changed and taken off', async () => {
  const { body: before } = await meeting();
  const ids = before.agenda.map(({ id }) => id);
  const at = (version: number) => ({ 'if-match': `"${version}"` });
  const path = `/v1/meetings/${meetingId}`;
  const ordered = await service.call<Meeting>(secretariat, 'PUT', `${path}/agenda-order`, {
    body: { order: ids.toReversed() },
    headers: at(before.version),
  });
  expect(ordered.body.agenda.map(({ id }) => id)).toEqual(ids.toReversed());
  const changed = await service.call<Meeting>(secretariat, 'PATCH', `${path}/agenda-items/${ids[1]}`, {
    body: { minutes: 5, title: inEnglish('A class') },
    headers: at(ordered.body.version),
  });
  expect(changed.body.agenda[0]).toMatchObject({ id: ids[1], order: 1, minutes: 5, title: inEnglish('A class') });
  const removed = await service.call<Meeting>(secretariat, 'DELETE', `${path}/agenda-items/${ids[1]}`, {
    headers: at(changed.body.version),
  });
  expect(removed.body.agenda).toMatchObject([{ id: itemId, order: 1 }]);
  expect((await service.call(secretariat, 'DELETE', `${path}/agenda-items/${ids[1]}`)).status).toBe(428);
});

it('calling it makes it public and gives it the ordinal of the year', async () => {
  const called = await service.call<Meeting>(secretariat, 'POST', `/v1/meetings/${meetingId}/call`, { body: {} });
  expect(called.body).toMatchObject({ state: 'called', number: 1, year: 2026 });
  const read = await service.call<Meeting>(anonymous, 'GET', `/v1/meetings/${meetingId}`);
  expect(read.body.title).toEqual(inEnglish('December meeting'));
  expect((await service.call<Problem>(secretariat, 'POST', `/v1/meetings/${meetingId}/call`)).status).toBe(409);
});

it('nothing is decided without a quorum of seats, unless it says so', async () => {
  await service.moveTo('2026-12-03T17:30:00Z');
  await service.call(secretariat, 'POST', `/v1/meetings/${meetingId}/open`);
  const attend = (organisationId: string, headers = {}) =>
    service.call<Meeting>(secretariat, 'PUT', `/v1/meetings/${meetingId}/attendance/${organisationId}`, {
      body: { state: 'attended', people: 2 },
      headers,
    });
  const guest = await service.tellOrganisation('academic', undefined, { published: false });
  expect((await attend(guest)).body.quorum).toEqual({ needed: 3, present: 0, met: false });
  expect((await attend(newId('org'))).status).toBe(404);
  const [first = '', second = ''] = members;
  await attend(first);
  expect((await attend(second)).body.quorum).toEqual({ needed: 3, present: 2, met: false });
  const decision = {
    kind: 'resolution',
    text: inEnglish('Name an officer.'),
    agendaItemId: itemId,
    concerns: [concernId],
    institutionId: housing,
  };
  const decide = (body: object) =>
    service.call<Meeting & Problem>(secretariat, 'POST', `/v1/meetings/${meetingId}/decisions`, { body });
  const refused = await decide(decision);
  expect([refused.status, refused.body.code]).toEqual([409, 'no-quorum']);
  expect((await decide({ ...decision, inquorate: true })).body.decisions[0]?.number).toBe('NMF/2026/1.1');
  const { body } = await attend(housing);
  expect(body.quorum).toEqual({ needed: 3, present: 3, met: true });
  expect((await attend(housing)).status).toBe(428);
  expect((await attend(housing, { 'if-match': `"${body.version}"` })).body.version).toBe(body.version);
  const decided = await decide(decision);
  expect(decided.body.decisions.map(({ number }) => number)).toEqual(['NMF/2026/1.1', 'NMF/2026/1.2']);
  expect((await decide({ ...decision, institutionId: first })).body.code).toBe('addressee-no-institution');
  expect((await decide({ ...decision, agendaItemId: newId('itm') })).body.code).toBe('agenda-item-unknown');
});

it('an action answers as itself and is listed by its meeting', async () => {
  const { body: before } = await meeting();
  const body = {
    agendaItemId: itemId,
    decisionId: before.decisions[1]?.id,
    ownerId: housing,
    due: '2026-12-15',
    text: inEnglish('Name an officer for the building'),
    concerns: [concernId],
  };
  const headers = { 'idempotency-key': 'the-same' };
  const path = `/v1/meetings/${meetingId}/actions`;
  repeatAssignment = () => service.call<Action>(secretariat, 'POST', path, { body, headers });
  const assigned = await repeatAssignment();
  expect(assigned.status).toBe(201);
  expect(assigned.body).toMatchObject({ meetingId, ownerId: housing, state: 'open', overdue: false, version: 1 });
  actionId = assigned.body.id;
  const again = await repeatAssignment();
  expect([again.status, again.body.id, again.headers.get('idempotency-replayed')]).toEqual([201, actionId, 'true']);
  expect((await meeting()).body.actions).toEqual([actionId]);
  expect(
    (await service.call<Problem>(secretariat, 'POST', path, { body: { ...body, due: '2026-12-02' } })).body.code,
  ).toBe('action-due-past');
  expect((await service.call(officer, 'POST', path, { body })).status).toBe(403);
});

it('a concluded meeting decides nothing more, but corrects', async () => {
  const concluded = await service.call<Meeting>(secretariat, 'POST', `/v1/meetings/${meetingId}/conclude`);
  expect(concluded.body.state).toBe('concluded');
  const decide = (body: object) =>
    service.call<Meeting>(secretariat, 'POST', `/v1/meetings/${meetingId}/decisions`, { body });
  const decision = { kind: 'resolution', text: inEnglish('Name two officers.'), concerns: [] };
  expect((await decide(decision)).status).toBe(409);
  const corrects = concluded.body.decisions[1]?.id;
  expect((await decide({ ...decision, corrects })).body.decisions[2]).toMatchObject({
    number: 'NMF/2026/1.3',
    corrects,
  });
  const read = await service.call<Meeting>(anonymous, 'GET', `/v1/meetings/${meetingId}`);
  expect(read.body.decisions).toHaveLength(3);
  expect([read.body.attendance, read.body.quorum.present]).toEqual([[], 3]);
});

it('the next meeting begins with the last minutes and the open action, which notes that it was carried over', async () => {
  const january = { ...december, startsAt: '2027-01-14T17:30:00Z', endsAt: '2027-01-14T19:30:00Z' };
  const drafted = await service.call<Meeting>(secretariat, 'POST', `/v1/forums/${forumId}/meetings`, { body: january });
  expect(drafted.body.agenda).toMatchObject([
    { kind: 'standing', minutesOf: meetingId },
    { kind: 'action-review', actionId },
    // Marked for December and taken off that agenda again: it still waits.
    { kind: 'concern' },
  ]);
  const action = await waitUntil('it was carried over', async () => {
    const { body } = await service.call<Action>(officer, 'GET', `/v1/actions/${actionId}`);
    return body.carriedTo.length > 0 && body;
  });
  expect(action.carriedTo).toEqual([drafted.body.id]);
});

it('an action reminds and is overdue once each as time passes', async () => {
  await service.moveTo('2026-12-16T09:00:00Z');
  const { body } = await service.call<Action>(officer, 'GET', `/v1/actions/${actionId}`);
  expect([body.state, body.overdue]).toEqual(['open', true]);
  // Repeated now, when its meeting is over and its due date past, the assignment is what it was.
  const again = await repeatAssignment();
  expect([again.status, again.body.id, again.headers.get('idempotency-replayed')]).toEqual([201, actionId, 'true']);
  await service.moveTo('2026-12-17T09:00:00Z');
  const said = (await service.eventsOf(actionId, body.version)).map(({ type }) => type.split('.')[3]);
  expect(said).toEqual(['assigned', 'carried-over', 'clock-overdue']);
  const list = await service.call<{ items: Action[] }>(officer, 'GET', '/v1/actions?overdue=true');
  expect(list.body.items.map(({ id }) => id)).toEqual([actionId]);
  expect((await service.call<{ items: Action[] }>(officer, 'GET', '/v1/actions?overdue=false')).body.items).toEqual([]);
});

it('the owner reports and completes it; others may not, and strangers do not know of it', async () => {
  const path = `/v1/actions/${actionId}`;
  const stranger = service.person('officer', { organisationId: newId('org') });
  const member = service.person('representative', { organisationId: members[0] ?? '' });
  expect((await service.call(stranger, 'POST', `${path}/complete`)).status).toBe(404);
  expect((await service.call(stranger, 'GET', path)).status).toBe(404);
  expect((await service.call(anonymous, 'GET', path)).status).toBe(401);
  expect((await service.call(member, 'GET', path)).status).toBe(200);
  expect((await service.call(member, 'POST', `${path}/complete`)).status).toBe(403);
  const body = { text: inEnglish('The post is advertised.') };
  expect((await service.call<Action>(officer, 'POST', `${path}/progress`, { body })).body.state).toBe('in-progress');
  const done = await service.call<Action>(officer, 'POST', `${path}/complete`, {
    body: { evidence: inEnglish('The notice on the door') },
  });
  expect(done.body).toMatchObject({ state: 'done', overdue: false });
  expect(done.body.notes).toMatchObject([{ kind: 'progress', text: body.text }, { kind: 'evidence' }]);
  expect((await service.call<Problem>(officer, 'POST', `${path}/complete`)).body.code).toBe('not-allowed-now');
});

it('every event of the meeting has left in order, without a word in it', async () => {
  const { body } = await meeting();
  const events = await service.eventsOf(meetingId, body.version);
  expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_, index) => index + 1));
  expect(firstBrokenLink(events)).toBeUndefined();
  expect(events.every(({ forumid }) => forumid === forumId)).toBe(true);
  const text = JSON.stringify(service.emitted);
  for (const words of ['Northgate', 'officer', 'December', 'Heating']) expect(text).not.toContain(words);
});

it('words are given to whom the aggregate is shown, and to nobody else', async () => {
  const [assigned] = await service.eventsOf(actionId, 1);
  const [drafted] = await service.eventsOf(meetingId, 1);
  const ids = [
    { aggregateId: actionId, textId: String(assigned?.data['textId']) },
    { aggregateId: meetingId, textId: String(drafted?.data['titleTextId']) },
  ];
  const ask = (reader: Principal) =>
    service.call<{ words: Record<string, unknown> }>(reader, 'POST', '/internal/words', { body: { ids } });
  const [ofAction = '', ofMeeting = ''] = ids.map(({ textId }) => textId);
  const title = inEnglish('December meeting');
  expect((await ask(anonymous)).body.words).toEqual({ [ofAction]: null, [ofMeeting]: title });
  const owners = (await ask(officer)).body.words;
  expect(owners).toEqual({ [ofAction]: inEnglish('Name an officer for the building'), [ofMeeting]: title });
});
