import type { IncomingMessage } from 'node:http';

/** Hop by hop (RFC 9110), credentials that stay at the door, and what only we may say. */
const notForwarded = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'host',
  'authorization',
  'cookie',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-request-id',
  'traceparent',
  'tracestate',
]);

/** Headers that this request's own Connection header says are for the next hop alone. */
function alsoDropped({ headers }: IncomingMessage): ReadonlySet<string> | undefined {
  const { connection } = headers;
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') return undefined;
  return new Set(connection.split(',').map((name) => name.trim().toLowerCase()));
}

/** What a request goes on with: its own headers, and what the door has found out. Names and values, alternately. */
export function forwardedHeaders(
  request: IncomingMessage,
  {
    requestId,
    token,
    traceparent,
  }: { readonly requestId: string; readonly token: string | undefined; readonly traceparent: string | undefined },
): string[] {
  const { rawHeaders } = request;
  const dropped = alsoDropped(request);
  const forwarded = ['x-request-id', requestId];
  if (token !== undefined) forwarded.push('authorization', `Bearer ${token}`);
  if (traceparent !== undefined) forwarded.push('traceparent', traceparent);
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] as string).toLowerCase();
    if (notForwarded.has(name) || dropped?.has(name)) continue;
    forwarded.push(name, rawHeaders[at + 1] as string);
  }
  return forwarded;
}
