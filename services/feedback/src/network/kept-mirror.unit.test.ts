import { keepMirror } from './kept-mirror.ts';

/** A mirror, an owner and a clock that tests move, with counts of how often each is asked. */
function stand(document?: { name: string; seen: number }) {
  const state = { now: 0, document, owned: undefined as { name: string } | undefined, reads: 0, asked: 0, views: 0 };
  const kept = keepMirror<{ name: string }, { name: string }>({
    mirror: {
      async find() {
        state.reads += 1;
        return state.document;
      },
    },
    async askOwner() {
      state.asked += 1;
      return state.owned;
    },
    viewOf(_id, { name }) {
      state.views += 1;
      return { name };
    },
    machineClock: { now: () => new Date(state.now) },
  });
  return { state, kept };
}

describe('a kept mirror', () => {
  it('reads once in two seconds', async () => {
    const { state, kept } = stand({ name: 'Northgate', seen: 1 });
    await kept.get('frm_1');
    await kept.get('frm_1');
    expect(state.reads).toBe(1);
    state.now = 2_000;
    await kept.get('frm_1');
    expect(state.reads).toBe(2);
  });

  it('keeps its view for as long as the document is the same', async () => {
    const { state, kept } = stand({ name: 'Northgate', seen: 1 });
    const before = await kept.get('frm_1');
    state.now = 10_000;
    expect(await kept.get('frm_1')).toBe(before);
    state.document = { name: 'Southgate', seen: 2 };
    state.now = 20_000;
    expect(await kept.get('frm_1')).toEqual({ name: 'Southgate' });
    expect(state.views).toBe(2);
  });

  it('sees at once what its own consumer has changed', async () => {
    const { state, kept } = stand({ name: 'Northgate', seen: 1 });
    await kept.get('frm_1');
    state.document = { name: 'Southgate', seen: 2 };
    kept.forget('frm_1');
    expect(await kept.get('frm_1')).toEqual({ name: 'Southgate' });
  });

  it('asks the owner for what it lacks, and never keeps a no', async () => {
    const { state, kept } = stand();
    expect(await kept.get('frm_1')).toBeUndefined();
    state.owned = { name: 'Northgate' };
    expect(await kept.get('frm_1')).toEqual({ name: 'Northgate' });
    expect(state.asked).toBe(2);
    expect(kept.held('frm_1')).toEqual({ name: 'Northgate' });
  });
});
