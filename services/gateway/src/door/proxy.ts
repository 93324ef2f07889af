import type { IncomingMessage, OutgoingHttpHeader, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { type AppError, Unavailable } from '@throughline/kernel';
import { type Dispatcher, Pool } from 'undici';
import { forwardedHeaders } from './forwarded-headers.ts';
import { bodyOf } from './request-body.ts';

/** What the door has found out about a request that goes on to a service. */
interface Passage {
  readonly requestId: string;
  /** The internal token; absent where the service is to see nobody. */
  readonly token: string | undefined;
  readonly traceparent: string | undefined;
  /** Names and values, alternately, that the answer carries besides the service's own. */
  readonly answerHeaders: readonly string[];
  /** Answers instead of a service that is away. */
  readonly refuse: (error: AppError) => void;
}

/** One service, reached over kept-alive connections. */
export interface Proxy {
  /** Passes a request on and its answer back, piece by piece; nothing is kept, nothing is sent twice. */
  pass(request: IncomingMessage, response: ServerResponse, passage: Passage): void;
  close(): Promise<void>;
}

const connectTimeoutMs = 2_000;
const answerTimeoutMs = 30_000;
// Shorter than what services keep an idle connection for (10 s), so that we are the ones who let go of it.
const keepAliveMs = 4_000;
const connections = 256;
const retryAfterSeconds = 2;

const notPassedBack = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer', 'date']);
const isEventStream = ({ headers }: IncomingMessage) => headers.accept?.startsWith('text/event-stream') ?? false;

function answerHeaders(upstream: Dispatcher.ResponseData['headers'], added: readonly string[]): OutgoingHttpHeader[] {
  const list: OutgoingHttpHeader[] = [];
  for (const name in upstream) {
    const value = upstream[name];
    if (value === undefined || notPassedBack.has(name)) continue;
    if (typeof value === 'string') list.push(name, value);
    else for (const one of value) list.push(name, one);
  }
  list.push(...added);
  return list;
}

const away = (cause: unknown) =>
  new Unavailable('The part of the service that answers this is not there just now.', { cause, retryAfterSeconds });

/** Writes a service's answer as it comes. */
class Answer implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;
  readonly #passage: Passage;
  /** Bytes of a body of known length that have not come yet. */
  #missing: number | undefined;
  #controller: Dispatcher.DispatchController | undefined;

  constructor(response: ServerResponse, passage: Passage) {
    this.#response = response;
    this.#passage = passage;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#response.once('close', () => {
      if (!this.#response.writableFinished) this.stop();
    });
    if (this.#response.destroyed) this.stop();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Dispatcher.ResponseData['headers'],
  ): void {
    if (status < 200) return;
    this.#response.writeHead(status, answerHeaders(headers, this.#passage.answerHeaders));
    const length = headers['content-length'];
    if (length === undefined) this.#response.flushHeaders();
    else this.#missing = Number(length);
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    if (this.#missing !== undefined) this.#missing -= piece.length;
    // The last piece goes out together with the head, in one write to the socket where the body is small.
    if (this.#missing === 0) {
      this.#response.end(piece);
    } else if (!this.#response.write(piece)) {
      controller.pause();
      this.#response.once('drain', () => controller.resume());
    }
  }

  onResponseEnd(): void {
    if (!this.#response.writableEnded) this.#response.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController | undefined, error: Error): void {
    if (this.#response.destroyed || this.#response.writableEnded) return;
    // Half an answer must not look like a whole one.
    if (this.#response.headersSent) this.#response.destroy();
    else this.#passage.refuse(away(error));
  }

  /** Whoever asked has gone. */
  stop(): void {
    this.#controller?.abort(new Error('the reader has gone'));
  }
}

/** Passes requests on to the service at `origin`. */
export function proxyTo(origin: string): Proxy {
  const options: Pool.Options = {
    keepAliveTimeout: keepAliveMs,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: answerTimeoutMs,
    // A stream may be silent for as long as nothing happens; who has gone is noticed by the socket.
    bodyTimeout: 0,
  };
  const pool = new Pool(origin, { ...options, connections });
  // Each event stream holds a connection: in a pool of their own they cannot use up everybody's.
  const streams = new Pool(origin, options);
  return {
    pass(request, response, passage) {
      const chosen = isEventStream(request) ? streams : pool;
      const goOn = (body: Buffer | Readable | null) =>
        chosen.dispatch(
          {
            method: (request.method ?? 'GET') as Dispatcher.HttpMethod,
            path: request.url ?? '/',
            headers: forwardedHeaders(request, passage),
            body,
          },
          new Answer(response, passage),
        );
      // Who breaks off while sending is not there to be answered.
      bodyOf(request).then(goOn, () => response.destroy());
    },
    async close() {
      await Promise.all([pool.close(), streams.destroy()]);
    },
  };
}
