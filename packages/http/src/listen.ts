import { createServer, type RequestListener, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Where to listen. Port 0 takes any free one. */
export interface ListenOptions {
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
}

/** What can listen: a built app, or a handler that stands before one (the gateway's door). */
export interface Served {
  readonly express: RequestListener;
  leave(): void;
  idle(): Promise<void>;
}

/** A listening app. */
export interface Listening {
  readonly port: number;
  readonly url: string;
  /**
   * Not ready from now on; takes no new connection, finishes what is in flight, then closes the rest. What is not done after
   * `deadlineMs` (default 10,000) is cut off. Resolves when nothing is open any more.
   */
  stop(deadlineMs?: number): Promise<void>;
}

const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than our own clients keep a connection, so that it is the client who lets go of an idle one.
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
};

const refusals: Readonly<Record<string, readonly [status: number, code: string, title: string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers-too-large', 'The headers are larger than we take'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request-timeout', 'The request took too long to arrive'],
};

/** Answers what never became a request: Node has parsed nothing that Express could be given. */
function refuse(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [status, code, title] = refusals[error.code ?? ''] ?? [400, 'malformed', 'This is not an HTTP request'];
  const body = JSON.stringify({ type: `/docs/problems/${code}`, title, status, detail: title, code });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: application/problem+json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** Listens with an app. Rejects when the port is taken (`EADDRINUSE`). */
export async function listen(app: Served, { port, host = '127.0.0.1' }: ListenOptions): Promise<Listening> {
  const server = createServer(limits, app.express);
  server.on('clientError', refuse);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(void server.off('error', reject)));
  });
  const { port: bound } = server.address() as AddressInfo;

  async function stop(deadlineMs = 10_000): Promise<void> {
    app.leave();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    const finished = new AbortController();
    await Promise.race([app.idle(), wait(deadlineMs, undefined, { signal: finished.signal }).catch(() => undefined)]);
    finished.abort();
    // Also connections that were opened and have never asked anything.
    server.closeAllConnections();
    await closed;
  }

  const shownHost = host.includes(':') ? `[${host}]` : host;
  return { port: bound, url: `http://${shownHost}:${bound}`, stop };
}
