import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived: the raw body is what was signed. */
interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An organisation's own system: answers with the next of `answers`, then 200 for ever. */
export async function webhookReceiver(...answers: readonly number[]) {
  const received: Received[] = [];
  const left = [...answers];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
      received.push({ headers, body: Buffer.concat(parts).toString('utf8') });
      response.writeHead(left.shift() ?? 200, { location: 'http://127.0.0.1:1/' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
