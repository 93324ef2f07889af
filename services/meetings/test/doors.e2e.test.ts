import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anonymous, newId, type Principal } from '@throughline/kernel';
import { type Meetings, startMeetings } from './start-meetings.ts';

/*
 * Every route × every role × own, foreign and unknown. What somebody may not know of is 404, whether it is there or not;
 * what they know of and may not do is 403; who could never do it is turned away before anything is read.
 */

const words = { text: 'As it is', language: 'en' };
const times = { startsAt: '2027-03-04T17:30:00Z', endsAt: '2027-03-04T19:30:00Z' };
const organisationId = newId('org');

interface Sent {
  readonly body?: object | undefined;
  readonly ifMatch?: string;
}

/** Where a path leads: the thing that the role is held over, somebody else's, or none. */
interface Place {
  readonly forum: string;
  readonly draft: string;
  readonly session: string;
  readonly action: string;
  readonly owner: string;
}
type Kind = keyof Place;

const convening = ['secretariat', 'chair'];
const owning = [...convening, 'officer', 'caseworker', 'representative'];
const readers = [...owning, 'key', 'auditor', 'administrator'];

/** Method, path, who may, body. `:draft`, `:session`, `:action` and `:forum` stand for ids of a place. */
const commands: readonly (readonly [method: string, path: string, may: readonly string[], body?: object])[] = [
  ['PATCH', '/v1/forums/:forum', ['administrator'], {}],
  ['POST', '/v1/forums/:forum/disband', []],
  ['POST', '/v1/forums/:forum/meetings', convening, { ...times, title: words, place: { kind: 'remote' } }],
  ['PATCH', '/v1/meetings/:draft', convening, {}],
  ['POST', '/v1/meetings/:draft/agenda-items', convening, { kind: 'other' }],
  ['PUT', '/v1/meetings/:draft/agenda-order', convening, { order: [] }],
  ['POST', '/v1/meetings/:draft/open', convening],
  ['POST', '/v1/meetings/:session/call', convening],
  ['POST', '/v1/meetings/:session/cancel', convening, { text: words }],
  ['POST', '/v1/meetings/:session/postpone', convening, { ...times, text: words }],
  ['POST', '/v1/meetings/:session/decisions', convening, { kind: 'resolution', text: words }],
  ['POST', '/v1/meetings/:session/actions', convening, { ownerId: organisationId, due: '2026-01-01', text: words }],
  ['PUT', '/v1/meetings/:session/attendance/:owner', convening, { state: 'absent' }],
  ['POST', '/v1/meetings/:session/conclude', convening],
  ['POST', '/v1/actions/:action/progress', owning, { text: words }],
  ['POST', '/v1/actions/:action/reassign', convening, { ownerId: organisationId }],
  ['POST', '/v1/actions/:action/drop', convening, { reason: 'overtaken', text: words }],
  ['POST', '/v1/actions/:action/complete', owning],
];
const reads: readonly (readonly [path: string, own: readonly string[]])[] = [
  ['/v1/meetings/:draft', [...convening, 'auditor', 'administrator']],
  ['/v1/actions/:action', readers],
];
const kindOf = (path: string) => /:(\w+)/.exec(path)?.[1] as Kind;
const at = (path: string, place: Place) => path.replaceAll(/:(\w+)/g, (_, kind: Kind) => place[kind]);

let service: Meetings;
let own: Place;
let foreign: Place;
let people: Readonly<Record<string, Principal>>;
const unknown: Place = {
  forum: newId('frm'),
  draft: newId('mtg'),
  session: newId('mtg'),
  action: newId('act'),
  owner: newId('org'),
};
const roles = ['anonymous', ...readers];

async function placeWith(code: string): Promise<Place> {
  const administrator = service.person('administrator');
  const body = { name: code, code, nation: 'scotland', timeZone: 'Europe/London', languages: ['en'], quorum: 1 };
  const { body: forum } = await service.call<{ id: string }>(administrator, 'POST', '/v1/forums', { body });
  const secretariat = service.person('secretariat', { forumId: forum.id });
  const owner = await service.tellOrganisation('institution', undefined, { published: false });
  const made = async (path: string, given?: object) => {
    const { status, body: answer } = await service.call<{ id: string }>(secretariat, 'POST', path, { body: given });
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer.id;
  };
  const meeting = () => made(`/v1/forums/${forum.id}/meetings`, { ...times, title: words, place: { kind: 'remote' } });
  const session = await meeting();
  await made(`/v1/meetings/${session}/call`);
  await made(`/v1/meetings/${session}/open`);
  const assignment = { ownerId: owner, due: '2027-04-01', text: words };
  const action = await made(`/v1/meetings/${session}/actions`, assignment);
  return { forum: forum.id, draft: await meeting(), session, action, owner };
}

beforeAll(async () => {
  service = await startMeetings();
  const mine = await placeWith('OWN');
  own = mine;
  foreign = await placeWith('FOR');
  const ofForum = { forumId: mine.forum };
  const ofOwner = { organisationId: mine.owner };
  people = {
    anonymous,
    secretariat: service.person('secretariat', ofForum),
    chair: service.person('chair', ofForum),
    officer: service.person('officer', ofOwner),
    caseworker: service.person('caseworker', ofOwner),
    representative: service.person('representative', ofOwner),
    key: { kind: 'key', id: newId('key'), organisationId: mine.owner, scopes: ['concerns:read'] },
    auditor: service.person('auditor'),
    administrator: service.person('administrator'),
  };
}, 60_000);
afterAll(() => service?.stop());

const ask = async (role: string, method: string, path: string, { body, ifMatch }: Sent = {}) =>
  (
    await service.call(people[role] as Principal, method, path, {
      body,
      headers: ifMatch ? { 'if-match': ifMatch } : method === 'GET' || method === 'POST' ? {} : { 'if-match': '*' },
    })
  ).status;

describe.each(roles)('%s', (role) => {
  const turnedAway = role === 'anonymous' ? 401 : 403;

  it.each(commands.map((command) => [`${command[0]} ${command[1]}`, command] as const))(
    '%s',
    async (_name, command) => {
      const [method, path, may, body] = command;
      const kind = kindOf(path);
      const answers = {
        own: await ask(role, method, at(path, own), { body }),
        foreign: await ask(role, method, at(path, foreign), { body }),
        unknown: await ask(role, method, at(path, unknown), { body }),
      };
      const stale = await ask(role, method, at(path, foreign), { body, ifMatch: '"999"' });
      // Who is refused learns no version from a guess at it.
      if ([401, 403, 404].includes(answers.foreign)) expect(stale).toBe(answers.foreign);
      if (path.endsWith('/disband') && role === 'administrator') {
        expect(answers).toEqual({ own: 200, foreign: 200, unknown: 404 });
        return;
      }
      if (!may.includes(role)) {
        expect(answers).toEqual({ own: turnedAway, foreign: turnedAway, unknown: turnedAway });
        return;
      }
      expect([401, 403, 404]).not.toContain(answers.own);
      expect(answers.unknown).toBe(404);
      if (role === 'administrator') expect(answers.foreign).toBe(200);
      // Forums and called meetings are public, so that they are there is no secret.
      else expect(answers.foreign).toBe(kind === 'forum' || kind === 'session' ? 403 : 404);
    },
  );

  it.each(reads)('GET %s', async (path, mayOwn) => {
    const seesAll = role === 'auditor' || role === 'administrator';
    const hidden = role === 'anonymous' && path.startsWith('/v1/actions') ? 401 : 404;
    expect({
      own: await ask(role, 'GET', at(path, own)),
      foreign: await ask(role, 'GET', at(path, foreign)),
      unknown: await ask(role, 'GET', at(path, unknown)),
    }).toEqual({ own: mayOwn.includes(role) ? 200 : hidden, foreign: seesAll ? 200 : hidden, unknown: hidden });
  });
});
