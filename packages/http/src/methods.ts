import { problem } from '@throughline/kernel';
import type { RequestHandler } from 'express';
import { factsOf } from './begin.ts';
import type { Method, Route } from './route.ts';

/** The address exists and takes other methods (405); `Allow` says which. */
export class MethodNotAllowed extends problem({
  code: 'method-not-allowed',
  kind: 'malformed',
  title: 'This address does not take this method',
  remedy: 'Use one of the methods that the Allow header names.',
}) {}

/** Path → method → route. Throws RangeError when two routes have the same address. */
export function methodsOf<Use>(routes: readonly Route<Use>[]): Map<string, Map<Method, Route<Use>>> {
  const byPath = new Map<string, Map<Method, Route<Use>>>();
  for (const route of routes) {
    const byMethod = byPath.get(route.path) ?? new Map<Method, Route<Use>>();
    if (byMethod.has(route.method)) throw new RangeError(`${route.method} ${route.path} is declared twice`);
    byPath.set(route.path, byMethod.set(route.method, route));
  }
  return byPath;
}

const publicReadHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Retry-After, Throughline-Behind, X-Request-Id',
};

/** What lets pages of other origins read a public GET, without credentials. */
export const corsHeaders = (route: Pick<Route, 'isPublic' | 'method'>): Readonly<Record<string, string>> =>
  route.isPublic && route.method === 'get' ? publicReadHeaders : {};

/** Answers OPTIONS, and refuses with 405 whatever else an address does not take. */
export function refusingOtherMethods<Use>(byMethod: ReadonlyMap<Method, Route<Use>>): RequestHandler {
  const methods = [...byMethod.keys()].map((method) => method.toUpperCase());
  const allow = [...methods, ...(byMethod.has('get') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  const readable = byMethod.get('get')?.isPublic ?? false;
  return (request, response) => {
    const [anyRoute] = byMethod.values();
    if (anyRoute) factsOf(response).route = anyRoute.path;
    response.setHeader('Allow', allow);
    if (request.method !== 'OPTIONS') throw new MethodNotAllowed(`It takes ${allow}.`);
    if (readable) {
      for (const [name, value] of Object.entries(publicReadHeaders)) response.setHeader(name, value);
      response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD');
      response.setHeader('Access-Control-Allow-Headers', 'Accept, Accept-Language, If-None-Match');
      response.setHeader('Access-Control-Max-Age', '86400');
    }
    response.status(204).end();
  };
}
