import { isDeepStrictEqual } from 'node:util';
import type { ProblemType } from '@throughline/kernel';
import { type OpenApiDocument, type OpenApiInfo, securitySchemes } from './openapi.ts';

function joinInto<Value>(target: Record<string, Value>, source: Readonly<Record<string, Value>>, what: string): void {
  for (const [name, value] of Object.entries(source)) {
    if (target[name] !== undefined && !isDeepStrictEqual(target[name], value))
      throw new RangeError(`two services describe ${what} ${name} differently`);
    target[name] = value;
  }
}

/**
 * One document out of the services' own, without what lies under `/internal`. Throws RangeError when two of them describe
 * one operation, schema or problem differently.
 */
export function joinOpenApi(
  documents: readonly OpenApiDocument[],
  { title, version = '1.0.0', description }: Omit<OpenApiInfo, 'problems'>,
): OpenApiDocument {
  const paths: Record<string, Record<string, Readonly<Record<string, unknown>>>> = {};
  const schemas: Record<string, unknown> = {};
  const problems: Record<string, ProblemType> = {};
  for (const document of documents) {
    for (const [path, operations] of Object.entries(document.paths)) {
      if (path.startsWith('/internal/')) continue;
      joinInto((paths[path] ??= {}), operations, `${path}:`);
    }
    joinInto(schemas, document.components.schemas, 'schema');
    joinInto(problems, Object.fromEntries(document['x-problems'].map((type) => [type.code, type])), 'problem');
  }
  return {
    openapi: '3.1.0',
    info: { title, version, ...(description ? { description } : {}) },
    paths: Object.fromEntries(Object.entries(paths).sort(([one], [other]) => (one < other ? -1 : 1))),
    components: { schemas, securitySchemes },
    'x-problems': Object.values(problems).sort((one, other) => (one.code < other.code ? -1 : 1)),
  };
}
