import { code, codeListName, theme } from '@throughline/contracts';
import { listOf, listQuery, ok, PreconditionRequired, page, type Route, routesFor, textInput } from '@throughline/http';
import { z } from 'zod';
import { policy } from '../policy.ts';
import type { changeCodeListUseCase, codeListsQuery, ShownCodeList } from './change-code-list.ts';
import { CodesMissing, RepeatedCode, ThemeOnlyForCategories } from './code-list.errors.ts';

export interface CodeListUseCases {
  readonly codeLists: ReturnType<typeof codeListsQuery>;
  readonly changeCodeList: ReturnType<typeof changeCodeListUseCase>;
}

const route = routesFor(policy).using<CodeListUseCases>();

const codeListRepresentation = z
  .strictObject({
    name: codeListName,
    codes: z.array(
      z.strictObject({
        code: z.string(),
        retired: z.boolean(),
        theme: theme.optional(),
        labels: z.array(z.strictObject({ text: z.string(), language: z.string() })),
      }),
    ),
    /** 0 as it ships. */
    version: z.int(),
    updatedAt: z.string().nullable(),
  })
  .meta({ id: 'CodeList' });

const representation = ({ updatedAt, ...list }: ShownCodeList) => ({
  ...list,
  updatedAt: updatedAt?.toISOString() ?? null,
});

const mostLabels = 10;
const codeBody = z.strictObject({
  code: code(),
  retired: z.boolean().optional(),
  theme: theme.optional(),
  labels: z.array(textInput({ max: 200 })).max(mostLabels),
});

export const codeListRoutes: readonly Route<CodeListUseCases>[] = [
  route({
    method: 'get',
    path: '/v1/code-lists',
    summary: 'List the code lists of the network, by name',
    may: 'code-list.read',
    query: listQuery({ cursor: codeListName.optional() }),
    answers: { 200: listOf(codeListRepresentation) },
    handle: async ({ query: { cursor = '', limit, updatedSince }, use }) => {
      const since = updatedSince ? new Date(updatedSince) : undefined;
      const lists = (await use.codeLists()).filter(
        ({ name, updatedAt }) => name > cursor && (!since || (updatedAt !== null && updatedAt >= since)),
      );
      const items = lists.slice(0, limit);
      const next = lists.length > limit ? items.at(-1)?.name : undefined;
      return page(items.map(representation), { next });
    },
  }),
  route({
    method: 'put',
    path: '/v1/code-lists/:name',
    summary: 'Write a code list anew; codes are retired, never removed',
    may: 'code-list.change',
    params: z.strictObject({ name: codeListName }),
    ifMatch: 'optional',
    body: z.strictObject({ codes: z.array(codeBody).max(100) }),
    bodyLimitKb: 256,
    answers: { 200: codeListRepresentation },
    problems: [CodesMissing, RepeatedCode, ThemeOnlyForCategories, PreconditionRequired],
    handle: async ({ params: { name }, body, context, use }) => {
      const isChanged = (await use.codeLists()).some((list) => list.name === name && list.version > 0);
      if (isChanged && !context.hasPrecondition) throw new PreconditionRequired();
      return ok(representation(await use.changeCodeList({ name, codes: body.codes }, context)));
    },
  }),
];
