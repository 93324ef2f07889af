import type { IncomingMessage } from 'node:http';
import { TooLarge } from './http.errors.ts';

/** The client went away in the middle of its request: there is nobody to answer. */
export class ClientGone extends Error {
  readonly code = 'client-gone';
}

const nothing = Buffer.alloc(0);

/** Whether a body was announced. */
export const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The raw bytes of a body. Throws {@link TooLarge} as soon as it is known, ClientGone when the connection breaks. */
export function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  if (!hasBody(request)) return Promise.resolve(nothing);
  // Its `close` is over, and would not wake us.
  if (request.destroyed) return Promise.reject(new ClientGone('the connection was closed'));
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return Promise.reject(new TooLarge(limitBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      // Read on and thrown away, until the request's deadline at most: who closes with bytes unread resets the connection,
      // and the client never sees why.
      request.removeAllListeners('data').resume();
      reject(new TooLarge(limitBytes));
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size)));
    request.on('error', (cause) => reject(new ClientGone('the connection broke', { cause })));
    request.on('close', () => {
      if (!request.complete) reject(new ClientGone('the connection was closed'));
    });
  });
}
