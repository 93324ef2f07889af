import { returnCodes } from './return-codes.ts';

/** Secrets in memory, and a calendar that tests turn. */
function stand(day = '2026-11-02T12:00:00Z') {
  const secrets = new Map<string, string>();
  const known = new Set<string>();
  const state = { now: new Date(day) };
  const codes = returnCodes({
    secrets: {
      take: async (date, candidate) => {
        if (!secrets.has(date)) secrets.set(date, candidate);
        return secrets.get(date) ?? candidate;
      },
      find: async (date) => secrets.get(date),
      destroyBefore: async (date) => {
        for (const each of secrets.keys()) if (each < date) secrets.delete(each);
      },
    },
    isKnown: async (hash) => known.has(hash),
    machineClock: { now: () => state.now },
  });
  return { codes, secrets, known, state };
}

describe('a return code', () => {
  it('has 128 bits and more, and is the same for the same key on the same day', async () => {
    const { codes } = stand();
    const one = await codes.codeFor('a-key');
    expect(one.code).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/);
    expect(await codes.codeFor('a-key')).toEqual(one);
    expect((await codes.codeFor('another-key')).code).not.toBe(one.code);
  });

  it('is known by its hash, however it is written', async () => {
    const { codes } = stand();
    const { code, hash } = await codes.codeFor('a-key');
    expect(codes.hashOf(` ${code.toUpperCase()} `)).toBe(hash);
    expect(hash).not.toContain(code);
  });

  it('is found again after midnight, for what was submitted before', async () => {
    const { codes, known, state } = stand('2026-11-02T23:59:00Z');
    const before = await codes.codeFor('a-key');
    known.add(before.hash);
    state.now = new Date('2026-11-03T00:01:00Z');
    expect(await codes.codeFor('a-key')).toEqual(before);
  });

  it('cannot be made again once its day is two days past: the secret is destroyed', async () => {
    const { codes, known, secrets, state } = stand();
    const before = await codes.codeFor('a-key');
    known.add(before.hash);
    state.now = new Date('2026-11-04T12:00:00Z');
    expect((await codes.codeFor('a-key')).code).not.toBe(before.code);
    expect([...secrets.keys()]).toEqual(['2026-11-04']);
  });
});
