/** What a browser says about where a form was sent from. */
export interface Sender {
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Whether a form came from our own pages. Every browser we support sends Sec-Fetch-Site, which a page cannot forge; an
 * older one sends Origin with a POST. What sends neither is no browser with a session of ours, and is refused.
 */
export function isFromOurPages({ secFetchSite, origin }: Sender, publicOrigin: string): boolean {
  if (secFetchSite !== undefined) return secFetchSite === 'same-origin';
  return origin === publicOrigin;
}

/** A path on this site to go on to, or the way home: never another site's address. */
export function localPath(path: string | null | undefined, otherwise = '/'): string {
  if (!path?.startsWith('/')) return otherwise;
  const base = 'http://here.invalid';
  const resolved = URL.canParse(path, base) ? new URL(path, base) : undefined;
  if (resolved?.origin !== base || resolved.pathname.startsWith('//')) return otherwise;
  return `${resolved.pathname}${resolved.search}${resolved.hash}`;
}
