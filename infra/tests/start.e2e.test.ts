import { statSync } from 'node:fs';
import { join } from 'node:path';
import { demoClient, freePort } from '@throughline/embedded';
import { waitUntil } from '@throughline/testing';
import {
  checkout,
  memoryOf,
  type NpmStart,
  newHome,
  npmStart,
  processesMentioning,
  productionStart,
  readDemo,
} from './npm-start.ts';

const longMs = 240_000;
const services = ['feedback', 'gateway', 'insights', 'meetings', 'notifications', 'organisations', 'portal'];

/** The cast that the demo promises, as role and kind of organisation. */
const promised = [
  ['administrator'],
  ['auditor'],
  ['caseworker', 'migrant-led'],
  ['caseworker', 'migrant-support'],
  ['chair'],
  ['officer', 'institution'],
  ['officer', 'institution'],
  ['officer', 'institution'],
  ['officer', 'institution'],
  ['secretariat'],
];

describe('npm start', () => {
  let home: string;
  let port: number;
  let start: NpmStart;
  let references: string[];

  const demo = () => readDemo(home);
  const pidOf = (service: string) => demo().processes.find((process) => process.service === service)?.pid;
  const nothingIsLeft = () =>
    waitUntil('nothing is left', () => expect(processesMentioning(home)).toEqual([]) === undefined);
  async function referencesNow(): Promise<string[]> {
    const { url, people } = demo();
    const auditor = people.find(({ role }) => role === 'auditor');
    const { items } = await demoClient(url, auditor?.token ?? '').get('/v1/concerns?limit=50');
    return (items as { reference: string }[]).map(({ reference }) => reference).toSorted();
  }

  beforeAll(async () => {
    home = newHome();
    port = await freePort();
  });
  afterAll(async () => {
    await start.kill();
    expect(processesMentioning(home)).toEqual([]);
  });

  it(
    'that was killed while seeding begins anew, and two at once are kept apart',
    async () => {
      start = npmStart({ home, port });
      await start.says('Seeding');
      const second = npmStart({ home, port: await freePort() });
      expect(await second.ended).toBe(1);
      expect(second.output()).toContain('THROUGHLINE_HOME');
      await start.kill();
      await nothingIsLeft();
      start = npmStart({ home, port });
      await start.says('beginning anew');
      await start.says('ready after');
      references = await referencesNow();
      expect(new Set(references).size).toBe(6);
    },
    longMs,
  );

  it('writes who and what there is into demo.json, for its owner alone', () => {
    const written = demo();
    expect(statSync(join(home, 'demo.json')).mode & 0o777).toBe(0o600);
    expect(Object.keys(written).toSorted()).toEqual(['forum', 'organisations', 'people', 'processes', 'url']);
    expect(written).toEqual({
      url: `http://localhost:${port}`,
      forum: { id: expect.stringMatching(/^frm_/), code: 'NMF' },
      people: written.people.map(({ organisationId }) => ({
        role: expect.any(String),
        ...(organisationId && { organisationId: expect.stringMatching(/^org_/) }),
        name: expect.any(String),
        token: expect.any(String),
      })),
      organisations: written.organisations.map(() => ({
        id: expect.stringMatching(/^org_/),
        name: expect.any(String),
        kind: expect.any(String),
        apiKey: expect.any(String),
      })),
      processes: expect.any(Array),
    });
    const kindOf = (id: string) => written.organisations.find((organisation) => organisation.id === id)?.kind;
    const cast = written.people.map(({ role, organisationId }) =>
      organisationId ? [role, kindOf(organisationId)] : [role],
    );
    expect(cast.toSorted((one, other) => one.join().localeCompare(other.join()))).toEqual(promised);
    const officersOf = Object.groupBy(
      written.people.filter(({ role }) => role === 'officer'),
      ({ organisationId }) => organisationId ?? '',
    );
    expect(Object.values(officersOf).map((officers) => officers?.length)).toEqual([2, 2]);
  });

  it('gives everybody a token, and every organisation a key, that the API knows', async () => {
    const { url, people, organisations } = demo();
    for (const { name, role, token } of people)
      expect(await demoClient(url, token).get('/v1/me')).toMatchObject({
        kind: 'person',
        name,
        roles: expect.arrayContaining([expect.objectContaining({ role })]),
      });
    for (const { id, apiKey } of organisations)
      expect(await demoClient(url, apiKey).get('/v1/me')).toMatchObject({ kind: 'key', organisationId: id });
  });

  it('runs each service as a process that names the checkout, in a process group of its own', async () => {
    const { processes } = demo();
    expect(processes.map(({ service }) => service).toSorted()).toEqual(services);
    const running = processesMentioning(home);
    for (const { service, pid } of processes) {
      const found = running.find((each) => each.pid === pid);
      expect(found?.command).toContain(join(checkout, 'services', service, 'dist/main.js'));
      expect(found?.group).toBe(pid);
    }
    // The stores too: Ctrl-C in a terminal must not end what the services still write to.
    expect(running.filter(({ group }) => group === start.pid).map(({ pid }) => pid)).toEqual([start.pid]);
  });

  it('starts a killed service again, and demo.json names its new process', async () => {
    const killed = pidOf('feedback');
    if (killed === undefined) throw new Error('feedback does not run');
    process.kill(killed, 'SIGKILL');
    await waitUntil('demo.json names the new process', () => ![undefined, killed].includes(pidOf('feedback')));
    const [feedback] = processesMentioning(home).filter(({ pid }) => pid === pidOf('feedback'));
    expect(feedback?.command).toContain('services/feedback/dist/main.js');
    await waitUntil('it answers again', async () => (await referencesNow()).length === references.length, {
      timeoutMs: 30_000,
    });
  });

  it(
    'ends at Ctrl-C within 10 s and leaves nothing behind, not even the file',
    async () => {
      const began = performance.now();
      process.kill(-start.pid, 'SIGINT');
      expect(await start.ended).toBe(0);
      expect(performance.now() - began).toBeLessThan(10_000);
      expect(processesMentioning(home)).toEqual([]);
      expect(() => demo()).toThrow(/ENOENT/);
      expect(start.output().split('Stopping')[1]).not.toContain('! ');
    },
    longMs,
  );

  it(
    'starts warm with the same data, soon and small',
    async () => {
      const began = performance.now();
      start = npmStart({ home, port });
      const page = () => fetch(`http://localhost:${port}/`);
      await waitUntil('the first page', async () => (await page()).status === 200, { timeoutMs: 60_000 });
      const firstPageMs = Math.round(performance.now() - began);
      await start.says('ready after');
      expect(await referencesNow()).toEqual(references);
      const memory = demo().processes.map(({ pid }) => memoryOf(pid));
      const sum = (of: (each: (typeof memory)[number]) => number) => Math.round(memory.map(of).reduce((a, b) => a + b));
      const [proportional, resident] = [sum(({ pssMb }) => pssMb), sum(({ rssMb }) => rssMb)];
      process.stdout.write(
        `first page after ${firstPageMs} ms; services together ${proportional} MB (resident ${resident} MB)\n`,
      );
      // 5 s are promised on a machine that does nothing else.
      expect(firstPageMs).toBeLessThan(15_000);
      expect(proportional).toBeLessThan(900);
    },
    longMs,
  );

  it('says which variable moves a port that is taken, and ends at once', async () => {
    const second = npmStart({ home: newHome(), port });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`PORT=${port + 1} npm start`);
  });

  it(
    'leaves nothing behind when it is killed, and begins anew when it is asked to',
    async () => {
      await start.kill();
      await nothingIsLeft();
      start = npmStart({ home, port, parameters: ['--reset'] });
      await start.says('ready after');
      expect((await referencesNow()).length).toBe(references.length);
      expect(start.output()).toContain('Seeding');
    },
    longMs,
  );

  it(
    'stops by itself when npm is killed, and a stop while it starts leaves nothing either',
    async () => {
      await start.kill();
      await nothingIsLeft();
      start = npmStart({ home, port, throughNpm: true });
      await start.says('ready after');
      await start.kill();
      await nothingIsLeft();
      start = npmStart({ home, port });
      await waitUntil('most of it runs', () => processesMentioning(home).length > services.length, {
        timeoutMs: 30_000,
      });
      process.kill(-start.pid, 'SIGINT');
      expect(await start.ended).toBe(0);
      expect(processesMentioning(home)).toEqual([]);
    },
    longMs,
  );
});

it('a production start refuses the demo’s clock and credentials, and names them', async () => {
  const { code, output } = await productionStart({
    THROUGHLINE_CLOCK_FILE: '/tmp/clock.json',
    THROUGHLINE_DEMO_SESSIONS: 'on',
    IDEMPOTENCY_SECRET: 'demo-secret-that-is-long-enough-to-be-one',
  });
  expect(code).toBe(1);
  for (const name of ['THROUGHLINE_CLOCK_FILE', 'THROUGHLINE_DEMO_SESSIONS', 'IDEMPOTENCY_SECRET'])
    expect(output).toContain(name);
});
