import { forumEvents as events, type ForumEvent } from '@throughline/contracts';
import { NotFound, Unavailable } from '@throughline/kernel';
import { recorded } from '@throughline/testing';
import { ForumUnknown } from '../organisations/organisation.errors.ts';
import { type ForumMirror, knownForums, projectForum } from './known-forums.ts';

const forumId = 'frm_00000000000000000000000001';

function forums(mirrored: ForumMirror | undefined, answer: () => Promise<{ disbandedAt?: string | null }>) {
  let asked = 0;
  const known = knownForums({
    find: async () => mirrored,
    ask: () => {
      asked += 1;
      return answer();
    },
  });
  return { known, asked: () => asked };
}

describe('the forums that the registry knows of', () => {
  it('are mirrored, and disbanded once they are', () => {
    const told = recorded<ForumEvent>(forumId, [
      { event: events.established.of({ ...events.established.example }) },
      { event: events.changed.of({ ...events.changed.example }) },
      { event: events.disbanded.of({ ...events.disbanded.example }) },
    ]);
    const states = told.map((_, index) =>
      told.slice(0, index + 1).reduce<ForumMirror | undefined>(projectForum, undefined),
    );
    expect(states.map((state) => state?.isDisbanded)).toEqual([false, false, true]);
  });

  it('are not asked for when they are mirrored', async () => {
    const { known, asked } = forums({ isDisbanded: false }, () => Promise.reject(new Error('asked')));
    await expect(known.require(forumId)).resolves.toBeUndefined();
    const { known: gone } = forums({ isDisbanded: true }, () => Promise.reject(new Error('asked')));
    await expect(gone.require(forumId)).rejects.toThrow(ForumUnknown);
    expect(asked()).toBe(0);
  });

  it('are asked for once before they are called unknown', async () => {
    const { known, asked } = forums(undefined, () => Promise.reject(new NotFound()));
    await expect(known.require(forumId)).rejects.toThrow(ForumUnknown);
    expect(asked()).toBe(1);
  });

  it('are believed where their owner knows them, unless they meet no more', async () => {
    await expect(
      forums(undefined, async () => ({ disbandedAt: null })).known.require(forumId),
    ).resolves.toBeUndefined();
    const gone = forums(undefined, async () => ({ disbandedAt: '2026-10-01T00:00:00.000Z' }));
    await expect(gone.known.require(forumId)).rejects.toThrow(ForumUnknown);
  });

  it('are not called unknown while their owner is away', async () => {
    const { known } = forums(undefined, () => Promise.reject(new Unavailable('away')));
    await expect(known.require(forumId)).rejects.toThrow(Unavailable);
  });
});
