import { expect, it } from '@jest/globals';
import { ConfigError } from './config-error.ts';
import { readConfig } from './read-config.ts';
import { serviceEnvironment, urlsOf } from './service-environment.ts';

const x = 'A'.repeat(43);
const publicJwk = { kty: 'OKP', crv: 'Ed25519', kid: 'feedback', x };
const good = {
  PORT: '4003',
  PUBLIC_URL: 'http://localhost:8080',
  MONGODB_URL: 'mongodb://127.0.0.1:27017',
  NATS_URL: 'nats://127.0.0.1:4222',
  INTERNAL_PUBLIC_KEYS: JSON.stringify({ keys: [publicJwk] }),
  INTERNAL_PRIVATE_KEY: JSON.stringify({ ...publicJwk, d: x }),
  IDEMPOTENCY_SECRET: 's'.repeat(32),
  MEETINGS_URL: 'http://127.0.0.1:4002',
};
const shape = { ...serviceEnvironment('feedback'), ...urlsOf('MEETINGS') };
const faultOf = (env: NodeJS.ProcessEnv): ConfigError => {
  try {
    readConfig(shape, env);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the environment was accepted');
};

it('an environment becomes one typed, frozen object with defaults', () => {
  const config = readConfig(shape, good);
  expect(config).toMatchObject({
    PORT: 4003,
    HOST: '127.0.0.1',
    DATABASE: 'throughline_feedback',
    NATS_STREAM_PREFIX: '',
    LOG_LEVEL: 'info',
    THROUGHLINE_MODE: 'production',
    MEETINGS_URL: 'http://127.0.0.1:4002',
  });
  expect(config.INTERNAL_PUBLIC_KEYS.keys[0]).toEqual(publicJwk);
  expect(config.INTERNAL_PRIVATE_KEY.d).toBe(x);
  expect(Object.isFrozen(config)).toBe(true);
});

it('one error lists every bad variable', () => {
  const error = faultOf({ ...good, PORT: '70000', NATS_URL: undefined, MEETINGS_URL: 'ftp://somewhere' });
  expect(error.variables.map(({ name }) => name)).toEqual(['PORT', 'NATS_URL', 'MEETINGS_URL']);
  expect(error.message).toContain('PORT must be a port number');
  expect(error.message).toContain('NATS_URL is missing');
});

it('an error names variables and never values', () => {
  const canary = 'canary-8d1f';
  const bad = Object.fromEntries(Object.keys(good).map((name) => [name, canary]));
  const error = faultOf(bad);
  expect(error.variables).toHaveLength(Object.keys(good).length);
  expect(JSON.stringify([error.message, error.variables, error.stack, error.cause])).not.toContain(canary);
});

it('an empty variable counts as absent', () => {
  expect(readConfig(shape, { ...good, HOST: '', DATABASE: '' })).toMatchObject({ DATABASE: 'throughline_feedback' });
  expect(faultOf({ ...good, IDEMPOTENCY_SECRET: '' }).message).toContain('IDEMPOTENCY_SECRET is missing');
});

it('a private part that was left in the public set falls away', () => {
  const leaky = JSON.stringify({ keys: [{ ...publicJwk, d: x, use: 'sig' }] });
  expect(readConfig(shape, { ...good, INTERNAL_PUBLIC_KEYS: leaky }).INTERNAL_PUBLIC_KEYS.keys[0]).toEqual(publicJwk);
});

it.each([
  ['THROUGHLINE_CLOCK_FILE', '/tmp/clock.json'],
  ['THROUGHLINE_NOW', '2026-11-02T09:00:00Z'],
  ['THROUGHLINE_DEMO_PEOPLE', 'yes'],
  ['IDEMPOTENCY_SECRET', `demo-${'s'.repeat(32)}`],
])('production refuses the demo setting %s, and other modes take it', (name, value) => {
  expect(faultOf({ ...good, [name]: value }).variables.map((bad) => bad.name)).toEqual([name]);
  expect(faultOf({ ...good, [name]: value, THROUGHLINE_MODE: 'production' }).variables).toHaveLength(1);
  expect(readConfig(shape, { ...good, [name]: value, THROUGHLINE_MODE: 'embedded' })).toMatchObject({ PORT: 4003 });
});
