import type { AppErrorClass } from '@throughline/kernel';
import {
  ConcurrentWrites,
  DocumentTooLarge,
  IdempotencyMismatch,
  KeyTaken,
  Stale,
  StoreBroken,
  TooManyCommands,
} from './aggregate.errors.ts';
import { DatabaseAway } from './aggregate-documents.ts';

/** What any route over a store may answer beside its own problems: for the reference under `/docs/problems`. */
export const storeProblems: readonly AppErrorClass[] = Object.freeze([
  IdempotencyMismatch,
  Stale,
  ConcurrentWrites,
  KeyTaken,
  TooManyCommands,
  DocumentTooLarge,
  DatabaseAway,
  StoreBroken,
]);
