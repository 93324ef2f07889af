import { isAppError } from '@throughline/kernel';
import { type Forum, forums } from '../api/representations.ts';
import type { Visit } from '../layout/page.ts';

/** The forum that a reference (`NMF-2026-0042`) begins with, for its name and time zone; undefined if it cannot be had. */
export async function homeForum(visit: Visit, reference: string): Promise<Forum | undefined> {
  const [code] = reference.split('-');
  try {
    const { items } = await visit.get('/v1/forums?limit=100', forums);
    return items.find((forum) => forum.code === code?.toUpperCase());
  } catch (error) {
    if (!isAppError(error)) throw error;
    return undefined;
  }
}
