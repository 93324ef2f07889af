import { isAppError, Unavailable } from '@throughline/kernel';

/** Codes of JetStream's API (its `errors.json`): not found, as a stream or a consumer. */
const missing = new Set([10059, 10014]);

/** Whether the broker says that a stream or a durable does not exist. By its code: there may be two copies of a class. */
export const isMissing = (error: unknown): boolean => missing.has((error as { code?: number } | undefined)?.code ?? 0);

/**
 * Every failure of a request to the broker means the same to its caller: not now. Timeouts, no responders (a stream that
 * is gone), a full disk or stream (10077, 10047): the event stays in the outbox and is sent again.
 */
export function unavailable(error: unknown): Error {
  if (isAppError(error)) return error;
  return new Unavailable('The broker did not take or answer the request.', { cause: error, retryAfterSeconds: 1 });
}
