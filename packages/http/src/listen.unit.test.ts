import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { anonymous, definePolicy, systemClock } from '@throughline/kernel';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { type App, buildApp, listen, ok, routesFor, stream } from './index.ts';

const route = routesFor(definePolicy({ read: ['anyone'] })).using<{ readonly slowMs: number }>();
const answer = z.strictObject({ done: z.boolean() });

const routes = [
  route({
    method: 'post',
    path: '/v1/slow',
    summary: 'Take a while',
    may: 'read',
    answers: { 200: answer },
    async handle({ use }) {
      await wait(use.slowMs, undefined, { ref: false });
      return ok({ done: true });
    },
  }),
  route({
    method: 'get',
    path: '/v1/stream',
    summary: 'Wait for ever',
    may: 'read',
    answers: {},
    media: ['text/event-stream'],
    handle: () =>
      stream(
        async function* (signal) {
          yield ': hello\n\n';
          await wait(60_000, undefined, { signal });
        },
        { type: 'text/event-stream' },
      ),
  }),
];

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const appOf = (slowMs: number): App =>
  buildApp({
    service: 'slow',
    routes,
    use: { slowMs },
    tokens: { authenticate: async () => ({ principal: anonymous, isInternal: false }) },
    log: quiet,
    clock: systemClock,
    idempotencySecret: 'a secret of more than thirty-two characters',
    readiness: async () => ({ ok: true }),
  });

describe('stopping', () => {
  it('under load finishes what is in flight, and takes nothing new', async () => {
    const server = await listen(appOf(150), { port: 0 });
    const dispatcher = new Agent({ connections: 50 });
    const post = () => request(`${server.url}/v1/slow`, { method: 'POST', dispatcher });
    await Promise.all(Array.from({ length: 50 }, post)).then((all) => Promise.all(all.map(({ body }) => body.dump())));
    const inFlight = Array.from({ length: 50 }, post);
    await wait(60);
    const stopped = server.stop(5_000);
    const answers = await Promise.all(inFlight);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(50).fill(200));
    expect(await Promise.all(answers.map(({ body }) => body.json()))).toEqual(Array(50).fill({ done: true }));
    await stopped;
    await expect(post()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await dispatcher.close();
  });

  it('says not ready, and asks readers on open connections to let go', async () => {
    const app = appOf(0);
    const server = await listen(app, { port: 0 });
    app.leave();
    const ready = await request(`${server.url}/readyz`);
    expect(ready.statusCode).toBe(503);
    expect(await ready.body.json()).toMatchObject({ status: 'not-ready', reasons: ['stopping'] });
    expect(ready.headers['connection']).toBe('close');
    await server.stop(1_000);
  });

  it('cuts off at its deadline what does not end', async () => {
    const server = await listen(appOf(60_000), { port: 0 });
    const hanging = request(`${server.url}/v1/slow`, { method: 'POST' });
    const outcome = expect(hanging).rejects.toThrow();
    await wait(50);
    const startedAt = performance.now();
    await server.stop(100);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await outcome;
  });

  it('ends streams at once, and connections that never asked anything', async () => {
    const server = await listen(appOf(0), { port: 0 });
    const silent = connect(server.port, '127.0.0.1');
    const { body } = await request(`${server.url}/v1/stream`);
    const streamed = body.text();
    await wait(20);
    const startedAt = performance.now();
    await server.stop(5_000);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(await streamed).toBe(': hello\n\n');
    silent.destroy();
  });

  it('a port that is taken is an error with its name', async () => {
    const server = await listen(appOf(0), { port: 0 });
    await expect(listen(appOf(0), { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await server.stop(100);
  });
});
