import { STATUS_CODES } from 'node:http';
import {
  type AppErrorClass,
  Forbidden,
  NotFound,
  type ProblemType,
  Unauthenticated,
  Unavailable,
} from '@throughline/kernel';
import { z } from 'zod';
import { mediaTypesOf, UnsupportedMediaType } from './content-type.ts';
import { Broken, Malformed, PreconditionRequired, TooLarge } from './http.errors.ts';
import { MethodNotAllowed } from './methods.ts';
import { statusOf } from './problem-document.ts';
import type { Route } from './route.ts';
import { type SchemaWriter, schemaWriter } from './schema-writer.ts';

type Json = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.1 document, as one service or all together describe themselves. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  /** Address (`/v1/concerns/{concernId}`) → method → operation. */
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>>; readonly securitySchemes: Json };
  /** Every type of problem that the routes may answer with: {@link problemPages} writes their pages. */
  readonly 'x-problems': readonly ProblemType[];
}

/** What a document says of itself; `problems` are those that any route may answer. */
export interface OpenApiInfo {
  readonly title: string;
  readonly version?: string;
  readonly description?: string;
  readonly problems?: readonly AppErrorClass[];
}

const problemSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem document' });

export const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'An API key (`thl_…`) or a token of the identity provider.',
  },
};

const addressOf = (path: string) => path.replaceAll(/:(\w+)/g, '{$1}');

const operationIdOf = ({ method, path }: Pick<Route, 'method' | 'path'>) =>
  [method, ...path.split('/').filter(Boolean).slice(1)].map((part) => part.replaceAll(/\W+/g, '')).join('-');

function parametersIn(
  location: 'path' | 'query' | 'header',
  schema: z.ZodType | undefined,
  write: SchemaWriter,
): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = write(schema, 'input', 'inline') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: location,
    required: location === 'path' || required.includes(name),
    schema: property,
  }));
}

function conditionParameters(route: Route): Json[] {
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: 'header',
    required,
    description,
    schema: { type: 'string' },
  });
  if (route.method === 'get') return [header('If-None-Match', false, 'An ETag: 304 when nothing has changed.')];
  const key = header('Idempotency-Key', false, 'At most 64 characters, quoted or bare; API keys must send it.');
  const match = header('If-Match', route.ifMatch === 'required', 'The ETag that was read: 412 when it is older.');
  return route.method === 'post' && !route.readsOnly ? [key, match] : [match];
}

/** The problems that a route may answer with: its own, and those that come with what it is. */
function problemsOf(route: Route, everywhere: readonly AppErrorClass[]): ProblemType[] {
  const classes: AppErrorClass[] = [
    ...route.problems,
    ...everywhere.filter(({ problem }) => route.method !== 'get' || problem.kind === 'malformed'),
    Malformed,
    Unauthenticated,
    ...(route.isPublic ? [] : [Forbidden]),
    ...(route.params ? [NotFound] : []),
    ...(route.method === 'get' ? [] : [UnsupportedMediaType, TooLarge]),
    ...(route.ifMatch === 'required' ? [PreconditionRequired] : []),
    Broken,
    Unavailable,
  ];
  return [...new Map(classes.map(({ problem }) => [problem.code, problem])).values()];
}

function problemResponses(problems: readonly ProblemType[], write: SchemaWriter): Record<string, Json> {
  const byStatus = Map.groupBy(problems, statusOf);
  const schema = write(problemSchema, 'output');
  return Object.fromEntries(
    [...byStatus].map(([status, types]) => [
      String(status),
      {
        description: types.map(({ code, title }) => `\`${code}\`: ${title}`).join('. '),
        content: { 'application/problem+json': { schema } },
      },
    ]),
  );
}

function answerSchema(route: Route, status: number, schema: z.ZodType, write: SchemaWriter): unknown {
  const isCreation = status === 201 && route.method === 'post' && schema instanceof z.ZodObject;
  if (!isCreation || 'created' in schema.shape) return write(schema, 'output');
  const id = schema.meta()?.id;
  const extended = schema.extend({ created: z.string() });
  return write(id ? extended.meta({ id: `${id}Created` }) : extended, 'output');
}

function answerResponses(route: Route, write: SchemaWriter): Record<string, Json> {
  const media = Object.fromEntries(route.media.map((type) => [type, { schema: { type: 'string' } }]));
  const responses: Record<string, Json> = Object.fromEntries(
    Object.entries(route.answers).map(([status, schema]) => [
      status,
      Number(status) === 204
        ? { description: 'Done' }
        : {
            description: STATUS_CODES[status] ?? status,
            content: {
              'application/json': { schema: answerSchema(route, Number(status), schema, write) },
              ...(Number(status) === 200 ? media : {}),
            },
          },
    ]),
  );
  if (route.media.length && !responses['200']) responses['200'] = { description: 'OK', content: media };
  if (route.method === 'get') responses['304'] = { description: 'Not Modified' };
  return responses;
}

function operationOf(route: Route, everywhere: readonly AppErrorClass[], write: SchemaWriter): Json {
  return {
    operationId: operationIdOf(route),
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    tags: [route.path.split('/').filter(Boolean)[1] ?? 'service'],
    security: route.isPublic ? [{}, { bearer: [] }] : [{ bearer: [] }],
    parameters: [
      ...parametersIn('path', route.params, write),
      ...parametersIn('query', route.query, write),
      ...parametersIn('header', route.headers, write),
      ...conditionParameters(route),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: !route.body.safeParse(undefined).success,
            content: Object.fromEntries(
              mediaTypesOf(route).map((type) => [type, { schema: write(route.body as z.ZodType, 'input') }]),
            ),
          },
        }
      : {}),
    responses: { ...answerResponses(route, write), ...problemResponses(problemsOf(route, everywhere), write) },
    'x-may': route.may,
    'x-body-limit-kb': route.bodyLimitBytes / 1024,
    'x-public': route.isPublic,
  };
}

/**
 * The OpenAPI 3.1 document of routes, generated from the schemas that validate. Schemas with `.meta({ id })` become
 * components. Throws RangeError for two different schemas under one id.
 */
export function openApiOf<Use>(routes: readonly Route<Use>[], info: OpenApiInfo): OpenApiDocument {
  const { title, version = '1.0.0', description, problems = [] } = info;
  const schemas: Record<string, unknown> = {};
  const write = schemaWriter(schemas);
  const paths: Record<string, Record<string, Json>> = {};
  const types = new Map<string, ProblemType>([[MethodNotAllowed.problem.code, MethodNotAllowed.problem]]);
  // What a use case is does not matter to a description.
  for (const route of routes as readonly Route[]) {
    const operations = (paths[addressOf(route.path)] ??= {});
    operations[route.method] = operationOf(route, problems, write);
    for (const type of problemsOf(route, problems)) types.set(type.code, type);
  }
  return {
    openapi: '3.1.0',
    info: { title, version, ...(description ? { description } : {}) },
    paths,
    components: { schemas, securitySchemes },
    'x-problems': [...types.values()],
  };
}
