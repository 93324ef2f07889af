/** A service behind the door. */
export const upstreams = ['organisations', 'meetings', 'feedback', 'notifications', 'insights', 'portal'] as const;
export type Upstream = (typeof upstreams)[number];

/** Who answers an address: a service, or the gateway itself. */
export type Destination = Upstream | 'gateway';

/** First two segments under `/v1`, one segment elsewhere. What is not here is a page of the portal. */
const table: ReadonlyMap<string, Destination> = new Map<string, Destination>([
  ['/openapi.json', 'gateway'],
  ['/asyncapi.json', 'gateway'],
  ['/docs', 'gateway'],
  ['/healthz', 'gateway'],
  ['/readyz', 'gateway'],
  ['/v1/organisations', 'organisations'],
  ['/v1/routing-suggestions', 'organisations'],
  ['/hsds', 'organisations'],
  ['/v1/forums', 'meetings'],
  ['/v1/meetings', 'meetings'],
  ['/v1/actions', 'meetings'],
  ['/v1/concerns', 'feedback'],
  ['/v1/public', 'feedback'],
  ['/v1/follow-up', 'feedback'],
  ['/v1/subscriptions', 'notifications'],
  ['/v1/notices', 'notifications'],
  ['/v1/webhook-endpoints', 'notifications'],
  ['/v1/deliveries', 'notifications'],
  ['/unsubscribe', 'notifications'],
  ['/v1/traces', 'insights'],
  ['/v1/dashboards', 'insights'],
  ['/v1/figures', 'insights'],
  ['/v1/reports', 'insights'],
  ['/v1/overdue', 'insights'],
  ['/v1/exports', 'insights'],
  ['/feeds', 'insights'],
]);

const apiPrefix = '/v1/';
const keysOfOrganisation = /^\/v1\/organisations\/[^/]+\/api-keys(?:\/|$)/;

/** The path of a request's address, without its query. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

function headOf(path: string): string {
  const from = path.startsWith(apiPrefix) ? apiPrefix.length : 1;
  const end = path.indexOf('/', from);
  return end < 0 ? path : path.slice(0, end);
}

/** Who answers a path. An unknown address under `/v1` is the gateway's to refuse: a program wants no page. */
export function destinationOf(path: string): Destination {
  const found = table.get(headOf(path));
  if (found === 'organisations' && keysOfOrganisation.test(path)) return 'gateway';
  return found ?? (path.startsWith(apiPrefix) || path === '/v1' ? 'gateway' : 'portal');
}

const isPlain = (path: string) => /^\/[a-z0-9_-]/.test(path) && !/%|\.\.|\\/.test(path);

/** The first segment as the most lenient server could read it; undefined for what cannot be decoded. */
function firstSegment(path: string): string | undefined {
  try {
    const segments: string[] = [];
    for (const segment of decodeURIComponent(path).split(/[/\\]+/)) {
      if (segment === '..') segments.pop();
      else if (segment !== '' && segment !== '.') segments.push(segment);
    }
    return segments[0]?.toLowerCase();
  } catch {
    return undefined;
  }
}

/**
 * Whether a path belongs to what services say among themselves. Spellings that another server might take for the same
 * (`//internal`, `/%69nternal`, `/x/../INTERNAL`) count as well: none of them may slip through to anybody.
 */
export function isInternal(path: string): boolean {
  if (isPlain(path)) return path === '/internal' || path.startsWith('/internal/');
  return firstSegment(path) === 'internal';
}
