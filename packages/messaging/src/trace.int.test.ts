import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from '@jest/globals';
import { newId } from '@throughline/kernel';
import { deleteStreams } from '../test/delete-streams.ts';

const url = process.env['NATS_URL'] ?? '';
const prefix = newId('t').replace('_', '').toUpperCase();
const program = join(import.meta.dirname, '../test/traced-consumer.ts');
const preload = join(import.meta.dirname, '../../observability/src/register.ts');

afterAll(() => deleteStreams(url, [prefix]));

it('what a consumer does belongs to the trace of the command that the event came from', async () => {
  const args = ['--conditions=throughline-source', `--import=${preload}`, program];
  const env = {
    PATH: process.env['PATH'] ?? '',
    NATS_URL: url,
    PREFIX: prefix,
    OTEL_TRACES_EXPORTER: 'console',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
  };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 25_000 });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{"'));
  const traces = lines.map((line) => JSON.parse(line) as { msg: string; trace_id?: string; span_id?: string });
  expect(traces.map(({ msg }) => msg)).toEqual(['commanded', 'applied']);
  expect(traces[1]?.trace_id).toMatch(/^[0-9a-f]{32}$/);
  expect(traces[1]?.trace_id).toBe(traces[0]?.trace_id);
  expect(traces[1]?.span_id).not.toBe(traces[0]?.span_id);
  expect(stdout).toContain("name: 'consume traced-trace-feedback'");
});
