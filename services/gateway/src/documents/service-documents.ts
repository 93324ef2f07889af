import { joinOpenApi, type OpenApiDocument, type ServiceClient } from '@throughline/http';
import type { ProblemType } from '@throughline/kernel';
import { z } from 'zod';

interface Log {
  warn(particulars: object, message: string): void;
}

const isProblemType = (value: unknown) => typeof (value as Partial<ProblemType> | null)?.code === 'string';

/** As much of a service's own description as joining needs; the rest goes through as it is. */
const serviceDocument = z.looseObject({
  openapi: z.literal('3.1.0'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))),
  components: z.looseObject({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
  'x-problems': z.array(z.custom<ProblemType>(isProblemType)),
});

/** The joined description, and who was not there to say anything. */
export interface JoinedDocument {
  readonly document: OpenApiDocument;
  readonly missing: readonly string[];
}

interface Dependencies {
  /** The gateway's own. */
  readonly own: () => OpenApiDocument;
  readonly services: Readonly<Record<string, Pick<ServiceClient, 'getJson'>>>;
  readonly log: Log;
  readonly machineNow?: () => number;
}

const keptMs = 60_000;
const title = 'Throughline';
const description = 'Concerns of migrants, traced from submission to answer, and what came of them.';

/** What every service says of itself, asked for when somebody wants it and kept for a minute, joined into one document. */
export function joinedDocuments({
  own,
  services,
  log,
  machineNow = Date.now,
}: Dependencies): () => Promise<JoinedDocument> {
  const kept = new Map<string, { readonly document: OpenApiDocument; readonly until: number }>();

  async function documentOf(
    name: string,
    client: Pick<ServiceClient, 'getJson'>,
  ): Promise<OpenApiDocument | undefined> {
    const before = kept.get(name);
    if (before && before.until > machineNow()) return before.document;
    try {
      const document = await client.getJson('/internal/openapi.json', serviceDocument);
      kept.set(name, { document, until: machineNow() + keptMs });
      return document;
    } catch (error) {
      log.warn({ service: name, err: error }, 'a service did not describe itself');
      // What it said last is better than nothing.
      return before?.document;
    }
  }

  /** A service that contradicts the others is left out rather than taking the whole document with it. */
  function joinWhatFits(documents: readonly (readonly [name: string, document: OpenApiDocument])[]): JoinedDocument {
    const fitting: OpenApiDocument[] = [];
    const missing: string[] = [];
    for (const [name, document] of documents) {
      try {
        joinOpenApi([...fitting, document], { title });
        fitting.push(document);
      } catch (error) {
        log.warn({ service: name, err: error }, 'a service describes something otherwise than the others');
        missing.push(name);
      }
    }
    return { document: joinOpenApi(fitting, { title, description }), missing };
  }

  return async () => {
    const answers = await Promise.all(
      Object.entries(services).map(async ([name, client]) => [name, await documentOf(name, client)] as const),
    );
    const there = answers.flatMap(([name, document]) => (document ? [[name, document] as const] : []));
    const joined = joinWhatFits([['gateway', own()], ...there]);
    const away = answers.flatMap(([name, document]) => (document ? [] : [name]));
    return { document: joined.document, missing: [...away, ...joined.missing] };
  };
}
