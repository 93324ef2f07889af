import { expect, it } from '@jest/globals';
import { Unavailable } from '@throughline/kernel';
import { createLogger } from './logger.ts';

const canary = 'canary words of a person';
function capture(level = 'info') {
  const lines: string[] = [];
  const log = createLogger({ service: 'feedback', level, destination: { write: (line: string) => lines.push(line) } });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

it.each([
  'text',
  'narrative',
  'plain',
  'name',
  'email',
  'apiKey',
  'api-key',
  'secret',
  'token',
  'Authorization',
  'cookie',
  'Set-Cookie',
  'Idempotency-Key',
  'idempotencyKey',
  'return-code',
  'returnCode',
  'words',
  'body',
  'query',
])('the field %s is withheld at every depth', (field) => {
  const { log, lines, last } = capture();
  log.info({ [field]: canary, deep: [{ deeper: { [field]: { whole: canary } } }], aggregateId: 'con_1' }, 'kept');
  log.child({ [field]: canary }).info('child');
  expect(lines.join('')).not.toContain(canary);
  expect(lines).toHaveLength(2);
  expect(last()).toMatchObject({ msg: 'child', service: 'feedback', level: 'info' });
});

it('the message of an error is withheld, wherever the error stands, and its place is kept', () => {
  const { log, lines } = capture();
  const fault = Object.assign(new Error(`E11000 duplicate key: { email: "${canary}" }\n    ${canary}`), {
    code: 11000,
  });
  log.error(fault);
  log.error(fault, 'failed');
  log.error({ err: fault }, 'failed');
  log.error({ err: fault });
  log.error({ nested: [{ cause: new Error('outer', { cause: fault }) }] }, 'failed');
  expect(lines.join('')).not.toContain(canary);
  expect(JSON.parse(lines[2] ?? '')).toMatchObject({
    err: { type: 'Error', code: 11000, at: expect.arrayContaining([expect.stringContaining('logger.unit.test')]) },
    msg: 'failed',
  });
});

it('the message of a coded error is written, and its cause only by name', () => {
  const { log, last } = capture();
  log.warn({ err: new Unavailable('The broker is away.', { cause: new Error(canary) }) }, 'not published');
  expect(last()).toMatchObject({
    err: { code: 'unavailable', message: 'The broker is away.', cause: { type: 'Error', message: '[withheld]' } },
  });
});

it('a level that is off costs no look at the details', () => {
  const { log, lines } = capture('warn');
  const details = {};
  Object.defineProperty(details, 'never', { enumerable: true, get: () => expect(true).toBe(false) });
  log.info(details, 'unseen');
  expect(lines).toEqual([]);
});
