import { serviceEnvironment } from '@throughline/config';
import { buildApp } from '@throughline/http';
import { runService } from '../src/index.ts';

// A whole service without stores, as the tests of `runService` start it: it says on stdout what happens to it.
const say = (what: string) => process.stdout.write(`${what}\n`);
const { PROGRAM_FAULT } = process.env;

await runService('feedback', serviceEnvironment('feedback'), async ({ service, log, clock, config, tokens }) => {
  say('composed');
  if (PROGRAM_FAULT === 'compose') throw new Error('nothing to compose of');
  const app = buildApp({
    service,
    routes: [],
    use: {},
    tokens,
    log,
    clock,
    idempotencySecret: config.IDEMPOTENCY_SECRET,
    readiness: async () => ({ ok: true }),
    extra: [
      (request, response, next) => {
        if (request.path !== '/slow') return next();
        say('asked');
        setTimeout(() => response.end('done'), 300);
      },
    ],
  });
  return {
    app,
    start: async () => void say('started'),
    async stop() {
      say('stopped');
      if (PROGRAM_FAULT === 'stop') throw new Error('something would not close');
    },
  };
});
say('ready');
