import { AppError, type ErrorKind, type Fault, Unauthenticated, Unavailable } from '@throughline/kernel';
import { Pool } from 'undici';
import { z } from 'zod';

/** On whose behalf a page asks: the bearer that the gateway forwarded, and the request's id so that logs join up. */
export interface Asking {
  readonly token: string | undefined;
  readonly requestId: string;
}

/** The public API as pages see it. Every answer is parsed; refusals rise as coded errors. */
export interface ApiClient {
  get<Answer>(path: string, schema: z.ZodType<Answer>, asking: Asking): Promise<Answer>;
  /** `key` is the Idempotency-Key: the form's hidden field, so a form sent twice does its work once. */
  post<Answer>(
    path: string,
    command: { readonly body: object; readonly key: string },
    schema: z.ZodType<Answer>,
    asking: Asking,
  ): Promise<Answer>;
  close(): Promise<void>;
}

const kindByStatus: Readonly<Record<number, ErrorKind>> = {
  400: 'malformed',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  412: 'stale',
  413: 'too-large',
  422: 'impossible',
  428: 'precondition-required',
  429: 'too-many',
};

const problemDetails = z.object({
  code: z.string(),
  title: z.string(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })).optional(),
});

/** What the API refused, in its own code and words. */
export class ApiRefusal extends AppError {}

/** The API answered something that its contract does not say: ours to mend, nothing the reader can do. */
export class UnexpectedAnswer extends AppError {
  constructor(path: string, cause: unknown) {
    super(
      { code: 'unexpected-answer', kind: 'broken', title: 'Something went wrong on our side', remedy: 'Try again.' },
      `The answer to ${path} is not what the API promises.`,
      { cause },
    );
  }
}

function refusal(status: number, body: unknown, retryAfter: string | undefined): AppError {
  const retryAfterSeconds = Number(retryAfter) || undefined;
  if (status === 401) return new Unauthenticated();
  const kind = kindByStatus[status];
  const parsed = problemDetails.safeParse(body);
  if (!kind || !parsed.success) {
    const cause = new Error(`status ${status}`, { cause: body });
    return new Unavailable('This cannot be shown at the moment.', {
      cause,
      ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
    });
  }
  const { code, title, detail, errors } = parsed.data;
  const faults: readonly Fault[] | undefined = errors;
  return new ApiRefusal({ code, kind, title, remedy: detail ?? title }, detail ?? title, {
    ...(faults ? { faults } : {}),
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  });
}

const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

/** Asks the gateway over kept-alive connections. `timeoutMs` covers one whole exchange. */
export function apiClient({ baseUrl, timeoutMs = 5_000 }: { baseUrl: string; timeoutMs?: number }): ApiClient {
  const { origin } = new URL(baseUrl);
  const pool = new Pool(origin, { connections: 64, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });

  async function exchange<Answer>(
    options: { method: 'GET' | 'POST'; path: string; body?: string; headers?: Record<string, string> },
    schema: z.ZodType<Answer>,
    asking: Asking,
  ): Promise<Answer> {
    const answer = await pool
      .request({
        ...options,
        headers: {
          accept: 'application/json',
          'x-request-id': asking.requestId,
          ...(asking.token ? { authorization: `Bearer ${asking.token}` } : {}),
          ...options.headers,
        },
        signal: AbortSignal.timeout(timeoutMs),
      })
      .then(async ({ statusCode, headers, body }) => ({ statusCode, headers, text: await body.text() }))
      .catch((cause: unknown) => {
        throw new Unavailable('Throughline cannot be reached at the moment.', { cause });
      });
    const body = parseJson(answer.text);
    if (answer.statusCode >= 300) throw refusal(answer.statusCode, body, answer.headers['retry-after']?.toString());
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw new UnexpectedAnswer(options.path, parsed.error);
    return parsed.data;
  }

  return {
    get: (path, schema, asking) => exchange({ method: 'GET', path }, schema, asking),
    post: (path, { body, key }, schema, asking) =>
      exchange(
        {
          method: 'POST',
          path,
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'idempotency-key': key },
        },
        schema,
        asking,
      ),
    close: () => pool.close(),
  };
}
