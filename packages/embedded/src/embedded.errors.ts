/**
 * The one error of this package that reaches a person: a store could not be had or started.
 * Its message says what was tried, why each attempt failed and what to do about it; it holds no secret.
 */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
  /** Stable for programs; the message is for people. */
  readonly code: 'embedded.unavailable' | 'embedded.in-use' | 'embedded.start-failed';

  constructor(code: EmbeddedError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** One way of getting a store that did not work, for the list in the error. */
export interface Attempt {
  readonly what: string;
  readonly outcome: string;
}

export function nothingWorked(
  store: 'database' | 'broker',
  attempts: readonly Attempt[],
  cause?: unknown,
): EmbeddedError {
  const remedy =
    store === 'database'
      ? 'Install MongoDB 8 (mongod on the PATH), or set MONGODB_URL to a server you have (and NATS_URL for the broker).'
      : 'Install nats-server 2.14 or later on the PATH, or set NATS_URL to a server with JetStream (and MONGODB_URL for the database).';
  const tried = attempts.map(({ what, outcome }) => `  - ${what}: ${outcome}`).join('\n');
  return new EmbeddedError('embedded.unavailable', `No ${store} could be started. Tried:\n${tried}\n${remedy}`, {
    cause,
  });
}

/** What went wrong in one line, whatever was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
