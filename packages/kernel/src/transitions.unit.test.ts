import { NotAllowedNow } from './app-error.ts';
import { transitions } from './transitions.ts';

const door = transitions<'open' | 'shut' | 'removed', 'close' | 'open' | 'remove'>({
  open: { close: 'shut', remove: 'removed' },
  shut: { open: 'open', remove: ['removed', 'shut'] },
  removed: {},
});

describe('a transition table', () => {
  it.each([
    ['open', 'close', ['shut']],
    ['open', 'open', []],
    ['open', 'remove', ['removed']],
    ['shut', 'close', []],
    ['shut', 'open', ['open']],
    ['shut', 'remove', ['removed', 'shut']],
    ['removed', 'close', []],
    ['removed', 'open', []],
    ['removed', 'remove', []],
  ] as const)('from %s, %s leads to %j', (from, command, targets) => {
    expect(door.targets(from, command)).toEqual(targets);
    expect(door.allows(from, command)).toBe(targets.length > 0);
  });

  it('names state and command in words when it refuses', () => {
    expect(() => door.require('removed', 'close')).toThrow(NotAllowedNow);
    expect(() => door.require('removed', 'close')).toThrow('It is removed, and in that state nobody can close.');
  });

  it('refuses to be built with a state that nothing defines', () => {
    expect(() => transitions<string, string>({ open: { close: 'shut' } })).toThrow(RangeError);
    expect(() => transitions<string, string>({ open: { close: [] } })).toThrow(RangeError);
  });
});
