import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';

const canary = 'canary-words-5b2e';
const program = join(import.meta.dirname, '../test/traced-program.ts');
const preload = join(import.meta.dirname, 'register.ts');

async function run(env: Record<string, string>) {
  const args = ['--conditions=throughline-source', `--import=${preload}`, program];
  const { PATH = '' } = process.env;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    env: { PATH, CANARY: canary, ...env },
    timeout: 25_000,
  });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"'));
  return { output: stdout + stderr, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

it('one trace from a message through HTTP to the log line, and words nowhere in it', async () => {
  const { output, lines } = await run({
    OTEL_TRACES_EXPORTER: 'console',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'console',
    OTEL_SERVICE_NAME: 'traced',
  });
  expect(lines[0]).toMatchObject({ msg: 'serving', trace_id: '0af7651916cd43dd8448eb211c80319c' });
  expect(lines[0]?.['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
  for (const span of ['consume', 'failing', 'GET']) expect(output).toContain(`name: '${span}'`);
  expect(output).toContain("'error.type': 'ECONNREFUSED'");
  expect(output).not.toContain(canary);
  expect(output.lastIndexOf("name: 'consume'")).toBeLessThan(output.indexOf('"flushed"'));
});

it('without an endpoint the preload starts nothing', async () => {
  const { output, lines } = await run({});
  expect(lines.map(({ msg, trace_id }) => [msg, trace_id])).toEqual([
    ['serving', undefined],
    ['flushed', undefined],
  ]);
  expect(output).not.toContain('traceId');
});
