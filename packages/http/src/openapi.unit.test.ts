import { describe, expect, it } from '@jest/globals';
import { anonymous, definePolicy, problem, systemClock } from '@throughline/kernel';
import { z } from 'zod';
import {
  buildApp,
  created,
  idParam,
  joinOpenApi,
  listOf,
  listQuery,
  ok,
  openApiOf,
  page,
  problemPages,
  type Route,
  routesFor,
} from './index.ts';

class AlreadyReferred extends problem({
  code: 'ask-already-referred',
  kind: 'conflict',
  title: 'The ask is with <an institution> already',
  remedy: 'Wait for `its` answer.',
}) {}

const policy = definePolicy({ 'concern.read': ['anyone'], 'concern.refer': [{ role: 'secretariat' }] });
const route = routesFor(policy).using<unknown>();
const concern = z.strictObject({ id: z.string(), version: z.int() }).meta({ id: 'Concern' });
const refer = route({
  method: 'post',
  path: '/v1/concerns/:concernId/referrals',
  summary: 'Refer asks',
  may: 'concern.refer',
  params: z.strictObject({ concernId: idParam('con') }),
  body: z.strictObject({ institutionId: z.string(), note: z.string().optional() }),
  answers: { 201: concern },
  problems: [AlreadyReferred],
  handle: () => created({ id: 'con_1', version: 1 }, { id: 'ref_1', location: '/v1/concerns/con_1' }),
});
const list = route({
  method: 'get',
  path: '/v1/concerns',
  summary: 'List',
  may: 'concern.read',
  query: listQuery({ q: z.string().optional() }),
  answers: { 200: listOf(concern) },
  handle: () => page([]),
});
const change = route({
  method: 'patch',
  path: '/v1/concerns/:concernId',
  summary: 'Change',
  may: 'concern.refer',
  body: z.strictObject({ urgent: z.boolean().optional() }),
  answers: { 200: concern },
  handle: () => ok({ id: 'con_1', version: 1 }),
});

const document = openApiOf([refer, list, change], { title: 'feedback' });
const operation = (path: string, method: string) => document.paths[path]?.[method] as Record<string, unknown>;

describe('the OpenAPI document', () => {
  it('describes each route by the schemas that validate it', () => {
    expect(Object.keys(document.paths)).toEqual([
      '/v1/concerns/{concernId}/referrals',
      '/v1/concerns',
      '/v1/concerns/{concernId}',
    ]);
    const { requestBody, parameters, security } = operation('/v1/concerns/{concernId}/referrals', 'post');
    expect(requestBody).toMatchObject({
      required: true,
      content: {
        'application/json': {
          schema: { type: 'object', required: ['institutionId'], additionalProperties: false },
        },
      },
    });
    expect(parameters).toContainEqual(expect.objectContaining({ name: 'concernId', in: 'path', required: true }));
    expect(security).toEqual([{ bearer: [] }]);
  });
  it('names representations once, with what a creation adds', () => {
    expect(document.components.schemas).toHaveProperty('Concern.properties.version');
    expect(document.components.schemas).toHaveProperty('ConcernCreated.properties.created');
    expect(JSON.stringify(operation('/v1/concerns', 'get')['responses'])).toContain('"#/components/schemas/Concern"');
  });
  it('lists filters as query parameters, and public routes as open to all', () => {
    const { parameters, security } = operation('/v1/concerns', 'get');
    expect((parameters as { name: string }[]).map(({ name }) => name)).toEqual([
      'limit',
      'cursor',
      'updatedSince',
      'q',
      'If-None-Match',
    ]);
    expect(security).toEqual([{}, { bearer: [] }]);
  });
  it('lists every status with the codes that it may have', () => {
    const responses = operation('/v1/concerns/{concernId}/referrals', 'post')['responses'] as Record<
      string,
      { description: string }
    >;
    expect(Object.keys(responses)).toEqual(['201', '400', '401', '403', '404', '409', '413', '415', '500', '503']);
    expect(responses['409']?.description).toContain('ask-already-referred');
    expect(operation('/v1/concerns/{concernId}', 'patch')['responses']).toHaveProperty('428');
  });
  it('takes a PATCH as a merge patch', () => {
    expect(operation('/v1/concerns/{concernId}', 'patch')['requestBody']).toHaveProperty([
      'content',
      'application/merge-patch+json',
    ]);
  });
  it('refuses two schemas of one name', () => {
    const other = { ...change, answers: { 200: z.strictObject({ other: z.string() }).meta({ id: 'Concern' }) } };
    expect(() => openApiOf([list, other], { title: 'x' })).toThrow('two different schemas are called Concern');
  });
});

describe('joining the services’ documents', () => {
  it('keeps what is public of each, and what they share once', () => {
    const other = openApiOf(
      [
        { ...list, path: '/internal/journal' },
        { ...list, path: '/v1/traces' },
      ],
      { title: 'x' },
    );
    const joined = joinOpenApi([document, other], { title: 'Throughline' });
    expect(Object.keys(joined.paths)).toEqual([
      '/v1/concerns',
      '/v1/concerns/{concernId}',
      '/v1/concerns/{concernId}/referrals',
      '/v1/traces',
    ]);
    expect(joined['x-problems'].map(({ code }) => code)).toContain('ask-already-referred');
  });
  it('refuses an operation that two services claim', () => {
    const rival = openApiOf([{ ...list, summary: 'Mine' }], { title: 'rival' });
    expect(() => joinOpenApi([document, rival], { title: 'x' })).toThrow(RangeError);
  });
});

describe('pages of problem types', () => {
  it('say what happened and what to do, for every code that a document lists', () => {
    const { pages, index } = problemPages(document['x-problems']);
    const shown = pages.get('ask-already-referred');
    expect(shown).toMatchObject({ path: '/docs/problems/ask-already-referred', status: 409 });
    expect(shown?.html).toContain('The ask is with &lt;an institution&gt; already');
    expect(shown?.html).toContain('<code>its</code>');
    for (const { code } of document['x-problems']) expect(index).toContain(`/docs/problems/${code}"`);
    expect(pages.get('method-not-allowed')?.status).toBe(405);
  });
});

describe('building an app', () => {
  const build = (routes: readonly Route[]) =>
    buildApp({
      service: 'x',
      routes,
      use: undefined,
      tokens: { authenticate: async () => ({ principal: anonymous, isInternal: false }) },
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      clock: systemClock,
      idempotencySecret: 'a secret of more than thirty-two characters',
      readiness: async () => ({ ok: true }),
    });
  it('fails at the start for a schema that would drop fields in silence, however deep', () => {
    const loose = z.strictObject({ inner: z.array(z.object({ a: z.string() })) });
    expect(() => build([{ ...refer, body: loose }])).toThrow('body is not z.strictObject throughout');
    expect(() => build([{ ...list, answers: { 200: loose } }])).toThrow('answer 200 is not z.strictObject throughout');
    expect(() => build([{ ...refer, body: z.looseObject({}) }])).toThrow(RangeError);
  });
  it('fails at the start for params that are not the path’s, and for an address given twice', () => {
    expect(() => build([{ ...refer, params: z.strictObject({ id: z.string() }) }])).toThrow('params name id');
    expect(() => build([list, list])).toThrow('declared twice');
  });
});
