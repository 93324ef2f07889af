import { isAppError, NotFound, problem } from './app-error.ts';

class TooEarly extends problem({ code: 'too-early', kind: 'conflict', title: 'It is too early', remedy: 'Wait.' }) {
  constructor(minutes: number) {
    super(`Wait ${minutes} minutes.`, { retryAfterSeconds: minutes * 60 });
  }
}

describe('a coded error', () => {
  it('can be listed by its class and caught by its shape', () => {
    const error = new TooEarly(2);
    expect(TooEarly.problem.code).toBe('too-early');
    expect(error).toMatchObject({ name: 'TooEarly', code: 'too-early', kind: 'conflict', retryAfterSeconds: 120 });
    expect(isAppError(error)).toBe(true);
    expect(isAppError(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }))).toBe(false);
  });

  it('says its title when there is nothing more to say', () => {
    expect(new NotFound().message).toBe('There is nothing here that you may see');
  });

  it('keeps its cause for the log', () => {
    const cause = new Error('socket closed');
    expect(new NotFound(undefined, { cause }).cause).toBe(cause);
  });
});
