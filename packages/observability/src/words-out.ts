import { isAppError } from '@throughline/kernel';

/** What stands where something was that no log may hold. */
export const withheld = '[withheld]';

/** Fields that hold what somebody wrote, who they are, or what opens a door; compared without case, `-` and `_`. */
const withheldFields = new Set(
  `authorization cookie setcookie idempotencykey returncode apikey xapikey secret token password privatekey signature
   text narrative plain summary title description note words name email phone address subjectline body query`.split(
    /\s+/,
  ),
);
const deepest = 6;

const isWithheld = (field: string) => withheldFields.has(field.replaceAll(/[-_]/g, '').toLowerCase());

/** Error messages of the platform that hold addresses and system calls only. */
const isSystemError = (error: Error): boolean => 'syscall' in error && 'errno' in error;

/**
 * An error as it may be logged: its name, code and place, and the message of those whose message is ours or the
 * system's. Every other message may quote what a person wrote (a database names the value of a duplicate key).
 */
function describeError(error: Error, depth: number): Record<string, unknown> {
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    message: isAppError(error) || isSystemError(error) ? error.message : withheld,
    // The frames alone: the stack's first lines repeat the message, however many lines that has.
    at: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at .+[:(]/.test(line))
      .slice(0, 12)
      .map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: withoutWords(error.cause, depth + 1) }),
  };
}

/** A copy of a log record's details without words, personal data and credentials, at every depth. */
export function withoutWords(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object') return typeof value === 'bigint' ? String(value) : value;
  if (depth > deepest) return withheld;
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return withheld;
  if (Array.isArray(value)) return value.map((item) => withoutWords(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [field, isWithheld(field) ? withheld : withoutWords(item, depth + 1)]),
  );
}
