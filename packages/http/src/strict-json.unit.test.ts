import { describe, expect, it } from '@jest/globals';
import { isAppError } from '@throughline/kernel';
import { strictJson } from './strict-json.ts';

const read = (text: string) => strictJson(Buffer.from(text));

function faultsIn(bytes: string | Uint8Array): readonly string[] {
  try {
    strictJson(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  } catch (error) {
    if (isAppError(error)) return (error.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
    throw error;
  }
  return [];
}

describe('strict JSON', () => {
  it('reads what JSON.parse reads', () => {
    for (const text of ['{"a":[1,{"b":"c:\\"d\\\\"}],"e":null}', '"x"', '[]', ' { "a" : { } } ', '{"":0}'])
      expect(read(text)).toEqual(JSON.parse(text));
  });
  it('refuses a name that comes twice in one object, however it is written', () => {
    expect(faultsIn('{"a":1,"a":2}')).toEqual([' repeated-name']);
    expect(faultsIn('{"x":[{"a":1,"\\u0061":2}]}')).toEqual([' repeated-name']);
    expect(faultsIn('{"a":{"a":1},"b":"a:a:a"}')).toEqual([]);
  });
  it('points at every name that means something to JavaScript or a database', () => {
    expect(faultsIn('{"a":{"$gt":1},"constructor":{"prototype":1},"x.y":2}')).toEqual([
      '/a/$gt forbidden-name',
      '/constructor forbidden-name',
      '/x.y forbidden-name',
    ]);
  });
  it('lets operators stand as text, where they are harmless', () => {
    expect(faultsIn('{"a":"$where: 1"}')).toEqual([]);
  });
  it('refuses NUL and lone surrogates', () => {
    expect(faultsIn('{"a":"\\u0000","b":["\\ud800"],"c":"\\ud83d\\ude00"}')).toEqual(['/a not-text', '/b/0 not-text']);
  });
  it('refuses bytes that are not UTF-8', () => {
    expect(faultsIn(new Uint8Array([0x22, 0xff, 0x22]))).toEqual([' not-utf-8']);
  });
  it('takes 32 levels and refuses 33', () => {
    expect(faultsIn('['.repeat(32) + ']'.repeat(32))).toEqual([]);
    expect(faultsIn('['.repeat(33) + ']'.repeat(33))).toEqual([' too-deep']);
  });
  it('refuses an object of more than a thousand names, or a quarter of a million parts, so that one sender cannot hold up the others', () => {
    const wide = (names: number) =>
      JSON.stringify(Object.fromEntries([...Array(names).keys()].map((n) => [`k${n}`, n])));
    expect(faultsIn(wide(1_000))).toEqual([]);
    expect(faultsIn(`[${wide(1_000)},${wide(1_000)}]`)).toEqual([]);
    expect(faultsIn(wide(1_001))).toEqual([' too-many-names']);
    expect(faultsIn(`[${'[],'.repeat(250_000)}[]]`)).toEqual([]);
    expect(faultsIn(`[${'[],'.repeat(250_001)}[]]`)).toEqual([' too-many-parts']);
  });
  it('never quotes what was sent', () => {
    expect(() => read('{"canary')).toThrow(expect.not.objectContaining({ message: expect.stringContaining('canary') }));
  });
});
