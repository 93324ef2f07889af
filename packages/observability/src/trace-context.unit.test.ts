import { expect, it } from '@jest/globals';
import { flush } from './flush.ts';
import { currentTraceparent, traced, withTraceparent } from './trace-context.ts';

it('without telemetry work runs as it is, and there is no trace to send along', async () => {
  const work = async () => currentTraceparent() ?? 'none';
  expect(await traced('work', work)).toBe('none');
  expect(await withTraceparent('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'work', work)).toBe('none');
  expect(await withTraceparent('malformed', 'work', work)).toBe('none');
  await expect(flush()).resolves.toBeUndefined();
});

it('an error of the work rises unchanged', async () => {
  const fault = new Error('as it was');
  await expect(traced('work', () => Promise.reject(fault))).rejects.toBe(fault);
});
