import { describe, expect, it } from '@jest/globals';
import { newId } from '@throughline/kernel';
import {
  flagParam,
  idParam,
  integerParam,
  isoInstant,
  listQuery,
  textInput,
  writtenLine,
  writtenWords,
} from './schemas.ts';

const takes = (schema: { safeParse(value: unknown): { success: boolean } }, value: unknown) =>
  schema.safeParse(value).success;

describe('words that somebody writes', () => {
  it('are kept as they were sent, but in the one form that Unicode recommends', () => {
    expect(writtenWords({ max: 50 }).parse(' Cafe\u0301\r\n\tat nine ')).toBe(' Caf\u00e9\r\n\tat nine ');
  });
  it('are counted in characters, not in units', () => {
    expect(takes(writtenWords({ max: 2 }), '😀😀')).toBe(true);
    expect(takes(writtenWords({ max: 2 }), '😀😀😀')).toBe(false);
    expect(takes(writtenWords({ max: 2 }), 'x'.repeat(1_000_000))).toBe(false);
  });
  it('are not control characters, nor blank', () => {
    for (const text of ['a\u0000b', 'a\u001bb', 'a\u0085b', '', ' \n '])
      expect(takes(writtenWords({ max: 9 }), text)).toBe(false);
    expect(takes(writtenLine({ max: 9 }), 'a\nb')).toBe(false);
  });
  it('come in a language', () => {
    const schema = textInput({ max: 10 });
    expect(takes(schema, { text: 'x', language: 'pa-Arab' })).toBe(true);
    for (const language of ['english', '', 'x', 7]) expect(takes(schema, { text: 'x', language })).toBe(false);
  });
  it('take no long time, whatever they are', () => {
    const startedAt = performance.now();
    for (const text of [`${' '.repeat(50_000)}x`, 'a\u0301'.repeat(50_000), '\u0000'.repeat(50_000)])
      writtenWords({ max: 10_000 }).safeParse(text);
    expect(performance.now() - startedAt).toBeLessThan(150);
  });
});

describe('parameters', () => {
  it('ids are of one kind', () => {
    expect(takes(idParam('con'), newId('con'))).toBe(true);
    for (const id of [newId('org'), 'con_', 'con_zzz', `${newId('con')}\n`])
      expect(takes(idParam('con'), id)).toBe(false);
  });
  it('whole numbers are written in digits', () => {
    const schema = integerParam({ min: 1, max: 20 });
    expect(schema.parse('7')).toBe(7);
    for (const text of ['0', '21', '1.5', '1e1', ' 7', '', '0x7', '٧']) expect(takes(schema, text)).toBe(false);
  });
  it('flags are true or false', () => {
    expect(flagParam.parse('false')).toBe(false);
    expect(takes(flagParam, 'yes')).toBe(false);
  });
  it('moments have a zone', () => {
    expect(takes(isoInstant, '2026-12-02T09:00:00+00:00')).toBe(true);
    expect(takes(isoInstant, '2026-12-02T09:00:00')).toBe(false);
  });
  it('lists take 25 unless they are told otherwise', () => {
    expect(listQuery({}).parse({})).toEqual({ limit: 25 });
  });
});
