import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';

/** Up to here a body is taken in whole: no connection to a service waits for a slow sender, and it goes out in one write. */
const wholeUpToBytes = 64 * 1024;

/** What a request has sent, for the service behind the door. Rejects when the sender goes away before its end. */
export async function bodyOf(request: IncomingMessage): Promise<Buffer | Readable | null> {
  const { headers } = request;
  if (headers['transfer-encoding'] !== undefined) return detached(request);
  const length = Number(headers['content-length'] ?? 0);
  if (length === 0) return null;
  return length <= wholeUpToBytes ? buffer(request) : detached(request);
}

/**
 * Whoever refuses a body early ends it, and with the request itself its connection would be reset before the sender has
 * read why. What is still to come is read on and thrown away, until the request's deadline at most.
 */
function detached(request: IncomingMessage): Readable {
  const body = new PassThrough();
  request.pipe(body);
  request.once('close', () => {
    if (!request.complete) body.destroy(new Error('the sender has gone'));
  });
  body.once('close', () => {
    request.unpipe(body);
    request.resume();
  });
  return body;
}
