import { describe, expect, it } from '@jest/globals';
import { deserialize } from 'bson';
import { CODES, CommandError, codeOfPackedState, errorReply, sqlStateOf, toCommandError } from './error-codes.ts';

const thrown = (code: string, message = 'as the engine says'): Error => Object.assign(new Error(message), { code });

describe('states of the engine', () => {
  it('are unpacked from an integer, six bits a character, lowest first', () => {
    expect(sqlStateOf(319_029_277)).toBe('M001C'); // seen in writeErrors of DocumentDB 1.0
    expect(codeOfPackedState(319_029_277)).toBe(11_000);
  });

  it.each([
    ['M001C', 11_000],
    ['23505', 11_000],
    ['23P01', 11_000],
    ['40001', 112],
    ['M0001', 2],
    ['M0003', 9],
    ['M000S', 86],
    ['M007U', 40_324],
    ['57014', 50],
    ['53100', 14_031],
    ['ECONNREFUSED', 91],
  ])('%s is %d', (state, code) => {
    expect(toCommandError(thrown(state)).code).toBe(code);
  });

  it('an unknown one keeps its message and its state under code 8000', () => {
    const error = toCommandError(thrown('XX000', 'cache lookup failed'));
    expect([error.code, error.message]).toEqual([8000, 'cache lookup failed (engine state XX000)']);
  });
});

describe('labels', () => {
  const labels = (code: readonly [number, string], circumstances = {}) =>
    deserialize(
      errorReply(new CommandError(...code, ''), {
        inTransaction: false,
        commits: false,
        retryableWrite: false,
        ...circumstances,
      }),
    )['errorLabels'];

  it('a conflict inside a transaction lets the driver repeat the transaction', () => {
    expect(labels(CODES.writeConflict, { inTransaction: true })).toEqual(['TransientTransactionError']);
    expect(labels(CODES.writeConflict)).toBeUndefined();
  });

  it('a numbered write is repeated only when the engine was away', () => {
    expect(labels(CODES.shuttingDown, { retryableWrite: true })).toEqual(['RetryableWriteError']);
    expect(labels(CODES.duplicateKey, { retryableWrite: true })).toBeUndefined();
    expect(labels(CODES.shuttingDown)).toBeUndefined();
  });

  it('a commit whose answer was lost has an unknown outcome', () => {
    expect(labels(CODES.shuttingDown, { inTransaction: true, commits: true })).toContain(
      'UnknownTransactionCommitResult',
    );
  });
});
