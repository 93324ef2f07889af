import { ok, type Route, routesFor } from '@throughline/http';
import { z } from 'zod';
import { policy } from '../policy.ts';
import { asyncApiDocument } from './asyncapi.ts';
import type { joinedDocuments } from './service-documents.ts';

export interface DocumentUseCases {
  readonly joinedDocument: ReturnType<typeof joinedDocuments>;
}

const route = routesFor(policy).using<DocumentUseCases>();
const events = asyncApiDocument();

export const documentRoutes: readonly Route<DocumentUseCases>[] = [
  route({
    method: 'get',
    path: '/openapi.json',
    summary: 'Read this description',
    may: 'documents.read',
    answers: { 200: z.looseObject({}) },
    handle: async ({ use }) => {
      const { document, missing } = await use.joinedDocument();
      return ok({ ...document, ...(missing.length ? { 'x-missing': missing } : {}) }, { noStore: missing.length > 0 });
    },
  }),
  route({
    method: 'get',
    path: '/asyncapi.json',
    summary: 'Read the description of every event',
    may: 'documents.read',
    answers: { 200: z.looseObject({}) },
    handle: () => ok(events),
  }),
];
