const link = /<([^>]*)>\s*;\s*rel="?(next|prev)"?/g;

/** The addresses of a page's neighbours, as a `Link` header names them. */
export function parseLinks(header: string | string[] | undefined): { next?: string; prev?: string } {
  const links: { next?: string; prev?: string } = {};
  for (const [, address, relation] of [header ?? []].flat().join(', ').matchAll(link))
    if (address && (relation === 'next' || relation === 'prev')) links[relation] = address;
  return links;
}

/** Path and query of the same list at another cursor. */
function at(url: string, cursor: string): string {
  const [path, query] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `${path}?${parameters.toString()}`;
}

/** The `Link` header of a page, relative to the origin; undefined when it has no neighbour. */
export function linkHeader(url: string, { next, prev }: { next?: string; prev?: string }): string | undefined {
  const links = [
    ...(next === undefined ? [] : [`<${at(url, next)}>; rel="next"`]),
    ...(prev === undefined ? [] : [`<${at(url, prev)}>; rel="prev"`]),
  ];
  return links.length ? links.join(', ') : undefined;
}
