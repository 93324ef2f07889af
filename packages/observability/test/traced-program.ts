// Run by register.int.test.ts with the preload, in a process of its own: a request, a log line, an error with words in it.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createLogger, currentTraceparent, flush, traced, withTraceparent } from '@throughline/observability';

const canary = process.env['CANARY'] ?? '';
const log = createLogger({ service: 'traced' });
const server = http.createServer((_request, response) => {
  log.info({ text: canary, traceparent: currentTraceparent() ?? 'none' }, 'serving');
  response.end();
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

await withTraceparent('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'consume', async () => {
  await new Promise((resolve) => http.get({ port, path: `/v1/concerns?q=${encodeURIComponent(canary)}` }, resolve));
  await new Promise((resolve) => http.get({ port: 1, path: '/' }).once('error', resolve));
  await traced('failing', () => Promise.reject(new Error(canary))).catch(() => undefined);
});
server.close();
await flush();
log.info('flushed');
