import { DatabaseAway } from './aggregate-documents.ts';

/** BadValue, FailedToParse, TypeMismatch and the like: sent wrongly by us, so that asking again cannot help. */
const ourFault = new Set([2, 9, 13, 14, 18, 28, 40, 52, 56, 57, 73, 85, 86, 121]);
const duplicateKeyCode = 11_000;

interface DriverError extends Error {
  readonly code?: unknown;
}

// By name and code: a test runner's realm has other classes than the driver's.
const isDriverError = (error: unknown): error is DriverError =>
  error instanceof Error && error.name.startsWith('Mongo');

/** Whether a unique index refused the write. */
export const isDuplicateKey = (error: unknown): boolean => isDriverError(error) && error.code === duplicateKeyCode;

/** What a failure of the driver means to a caller: {@link DatabaseAway}, unless the fault is ours; ours rises as it is. */
export function translated(error: unknown): unknown {
  if (!isDriverError(error)) return error;
  if (typeof error.code === 'number' && ourFault.has(error.code)) return error;
  if (error.name === 'MongoInvalidArgumentError' || error.name === 'MongoAPIError') return error;
  return new DatabaseAway(error);
}

/** Runs a call of the driver with its failures translated. */
export async function asking<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw translated(error);
  }
}
