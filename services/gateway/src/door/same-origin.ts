import type { IncomingHttpHeaders } from 'node:http';
import { problem } from '@throughline/kernel';

/** A browser sent its session cookie along with a change that another site's page may have asked for (403). */
export class CrossSite extends problem({
  code: 'cross-site',
  kind: 'forbidden',
  title: 'This change was not asked for by a page of ours',
  remedy: 'Use the pages of this site, or send the token as `Authorization: Bearer …`.',
}) {}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

export const isSafe = (method: string): boolean => safeMethods.has(method);

/**
 * Refuses a change under a session cookie unless the browser says that a page of this very origin sent it: by
 * Sec-Fetch-Site, which no page can forge, or in older browsers by Origin.
 */
export function requireSameOrigin(headers: IncomingHttpHeaders, publicOrigin: string): void {
  const site = headers['sec-fetch-site'];
  if (site === undefined ? headers.origin === publicOrigin : site === 'same-origin') return;
  throw new CrossSite();
}
