import fc from 'fast-check';
import { canonicalJson, eventHash, firstBrokenLink, genesisHash } from './hash-chain.ts';

function chain(...data: readonly unknown[]) {
  let previoushash = genesisHash;
  return data.map((value, index) => {
    const event = { id: String(index), previoushash, data: value };
    const hash = eventHash(event);
    previoushash = hash;
    return { ...event, hash };
  });
}

describe('the hash chain', () => {
  it('holds from the first event to the last', () => {
    fc.assert(fc.property(fc.array(fc.jsonValue()), (data) => firstBrokenLink(chain(...data)) === undefined));
  });

  it('breaks where an event was altered, taken out or put in another place', () => {
    const [first, second, third] = chain({ n: 1 }, { n: 2 }, { n: 3 });
    if (!first || !second || !third) throw new Error('three events were chained');
    expect(firstBrokenLink([first, { ...second, data: { n: 9 } }, third])?.id).toBe('1');
    expect(firstBrokenLink([first, third])?.id).toBe('2');
    expect(firstBrokenLink([second, first, third])?.id).toBe('1');
  });

  it('leaves the trace context out: it says how the event travelled, not what happened', () => {
    expect(eventHash({ a: 1, traceparent: '00-1' })).toBe(eventHash({ a: 1 }));
  });

  it('spells equal values equally', () => {
    expect(canonicalJson({ b: 1, a: [2, { d: 3, c: 4 }] })).toBe('{"a":[2,{"c":4,"d":3}],"b":1}');
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
  });
});
