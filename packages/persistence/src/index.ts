export {
  BadCursor,
  ConcurrentWrites,
  DocumentTooLarge,
  ForkFound,
  GapBefore,
  IdempotencyMismatch,
  KeyTaken,
  Stale,
  StoreBroken,
  TooManyCommands,
} from './aggregate.errors.ts';
export type {
  AggregateDefinition,
  AggregateOptions,
  CommandContext,
  Decision,
  DocumentLimits,
  IndexDeclaration,
  NewText,
  Outcome,
  Stored,
} from './aggregate-definition.ts';
export type { AggregateDocument, DoneCommand } from './aggregate-document.ts';
export { DatabaseAway } from './aggregate-documents.ts';
export type { AggregateStore } from './aggregate-store.ts';
export { connectDatabase } from './connect-database.ts';
export type {
  Counters,
  Database,
  DatabaseOptions,
  DatabaseReadiness,
  EffectsDefinition,
  Log,
  Mirror,
  MirrorDefinition,
  MirrorDocument,
  MongoAggregateStore,
  NumberBlock,
  Reaction,
  ReadCollection,
} from './database.ts';
export { type Erasure, type ErasureLedger, fileErasureLedger } from './erasure-ledger.ts';
export { type InMemoryDatabase, type InMemoryDatabaseOptions, inMemoryDatabase } from './in-memory-database.ts';
export type { BrokenHistory, Verification } from './integrity.ts';
export type { Journal, JournalPage } from './journal-port.ts';
export { type KeysetPage, type KeysetRequest, keysetPage } from './keyset-page.ts';
export type { Discard, MarksAsked, ParkedMark, ParkingReason, ParkingStore } from './parking-store.ts';
export type { Publish, Relay, RelayLag, RelayOptions } from './relay-port.ts';
export type { Seen, Sink } from './sink.ts';
export type { StatedEvent } from './stated-event.ts';
export { storeProblems } from './store-problems.ts';
export {
  type ErasedWords,
  isKept,
  type KeptWords,
  type NewWords,
  newSalt,
  newWords,
  saltedHash,
  type TextId,
  type Words,
} from './words.ts';
