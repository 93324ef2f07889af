import { problem } from '@throughline/kernel';

/** `If-Match` names another version than the stored one (412). */
export class Stale extends problem({
  code: 'stale',
  kind: 'stale',
  title: 'It has changed since you read it',
  remedy: 'Read it again and repeat the change on what you see then.',
}) {
  constructor(version: number) {
    super(`It is at version ${version} now.`);
  }
}

/** The command key was used before, for something else (422). */
export class IdempotencyMismatch extends problem({
  code: 'idempotency-mismatch',
  kind: 'impossible',
  title: 'This Idempotency-Key was used for another request',
  remedy: 'Use a new key for a new request; repeat a key only with the very same request.',
}) {}

/** 1,000 commands in 24 h on one aggregate (429). */
export class TooManyCommands extends problem({
  code: 'too-many-commands',
  kind: 'too-many',
  title: 'Too many changes to one thing within a day',
  remedy: 'Wait until Retry-After has passed.',
}) {
  constructor(retryAfterSeconds: number) {
    super('One thing takes at most 1,000 changes in 24 hours.', { retryAfterSeconds });
  }
}

/** A key that must be unique belongs to another aggregate already (409). */
export class KeyTaken extends problem({
  code: 'key-taken',
  kind: 'conflict',
  title: 'Something else has this reference already',
  remedy: 'Choose another one, or use the thing that has it.',
}) {
  /** Which of the definition's keys, or `id`. */
  readonly key: string;
  constructor(key: string) {
    super(`Its ${key} belongs to something else already.`);
    this.key = key;
  }
}

/** Five attempts, and each time somebody else was faster (409). */
export class ConcurrentWrites extends problem({
  code: 'concurrent-writes',
  kind: 'conflict',
  title: 'Too many are changing it at this moment',
  remedy: 'Repeat the request with the same Idempotency-Key.',
}) {}

/** The document, its words or one write would pass a limit (413). */
export class DocumentTooLarge extends problem({
  code: 'document-too-large',
  kind: 'too-large',
  title: 'It would grow past what one thing may hold',
  remedy: 'Shorten what you send, or start another one.',
}) {
  constructor(what: 'words' | 'write', limitBytes: number) {
    super(`The ${what === 'words' ? 'texts together' : 'change'} may have at most ${limitBytes} bytes.`);
  }
}

/** A fault of ours: an event, a state or a decision breaks its own rules. Nothing was written (500). */
export class StoreBroken extends problem({
  code: 'store-broken',
  kind: 'broken',
  title: 'Something is wrong on our side',
  remedy: 'Nothing was changed. Tell us the request id.',
}) {}

/** A cursor that no list of ours has given (400). */
export class BadCursor extends problem({
  code: 'bad-cursor',
  kind: 'malformed',
  title: 'This cursor is not one of ours',
  remedy: 'Follow the links of the list as they stand, or begin without a cursor.',
}) {
  constructor() {
    super('The cursor cannot be read.', {
      faults: [{ pointer: 'query:cursor', code: 'bad-cursor', message: 'is not a cursor of this list' }],
    });
  }
}

/** An event before this one has not been seen: fetch it from the owner first. */
export class GapBefore extends problem({
  code: 'gap-before',
  kind: 'conflict',
  title: 'An earlier event has not arrived yet',
  remedy: 'Read the owner’s journal from the version that was seen.',
}) {
  readonly aggregateId: string;
  readonly seen: number;
  constructor(aggregateId: string, seen: number, version: number) {
    super(`${aggregateId}: version ${version} came after ${seen}.`);
    this.aggregateId = aggregateId;
    this.seen = seen;
  }
}

/** Two histories of one aggregate: the same version with another hash. Never taken as done. */
export class ForkFound extends problem({
  code: 'fork-found',
  kind: 'broken',
  title: 'Two histories of one thing',
  remedy: 'Compare the owner’s journal with its backup; rebuild the aggregate from the one that holds.',
}) {
  readonly aggregateId: string;
  readonly version: number;
  constructor(aggregateId: string, version: number) {
    super(`${aggregateId}: version ${version} has two different events.`);
    this.aggregateId = aggregateId;
    this.version = version;
  }
}
