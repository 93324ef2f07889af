import type { IncomingMessage } from 'node:http';
import { problem } from '@throughline/kernel';
import type { Route } from './route.ts';

/** The body is in a form that this does not take (415). */
export class UnsupportedMediaType extends problem({
  code: 'unsupported-media-type',
  kind: 'malformed',
  title: 'The body is in a form that this does not take',
  remedy: 'Send it as the media type that the detail names, in UTF-8 and uncompressed.',
}) {}

const forms = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/** The media types that a route's body may come in. */
export function mediaTypesOf({ method, bodyType }: Pick<Route, 'method' | 'bodyType'>): readonly string[] {
  if (bodyType === 'form') return forms;
  return method === 'patch' ? ['application/merge-patch+json'] : ['application/json'];
}

/** Throws {@link UnsupportedMediaType} for another media type, another charset, or a compressed body. */
export function requireMediaType({ headers }: IncomingMessage, accepted: readonly string[]): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new UnsupportedMediaType('Compressed bodies are not taken.');
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  if (!accepted.includes(type.trim())) throw new UnsupportedMediaType(`This takes ${accepted.join(' or ')}.`);
  const charset = parameters.map((part) => part.trim()).find((part) => part.startsWith('charset='));
  if (charset !== undefined && !/^charset="?utf-8"?$/.test(charset))
    throw new UnsupportedMediaType('This takes UTF-8 only.');
}
