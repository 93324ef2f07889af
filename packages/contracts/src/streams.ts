/** The bounded contexts that own events. The gateway's is called `access`: people, roles and keys. */
export type Context = 'access' | 'organisations' | 'meetings' | 'feedback' | 'notifications';

/** A context's stream in JetStream: its name in capitals. */
export type StreamName = Uppercase<Context>;

/** Each context's stream, and what its envelopes give as `source` (the service that owns it). */
export const streams = Object.freeze({
  access: { stream: 'ACCESS', source: '/gateway' },
  organisations: { stream: 'ORGANISATIONS', source: '/organisations' },
  meetings: { stream: 'MEETINGS', source: '/meetings' },
  feedback: { stream: 'FEEDBACK', source: '/feedback' },
  notifications: { stream: 'NOTIFICATIONS', source: '/notifications' },
} as const satisfies Record<Context, { stream: StreamName; source: string }>);

/** Each aggregate's context and the prefix of its ids. Aggregate names are unique across contexts: types rely on it. */
export const aggregates = Object.freeze({
  person: { context: 'access', prefix: 'per' },
  'api-key': { context: 'access', prefix: 'key' },
  'code-list': { context: 'access', prefix: 'lst' },
  organisation: { context: 'organisations', prefix: 'org' },
  forum: { context: 'meetings', prefix: 'frm' },
  meeting: { context: 'meetings', prefix: 'mtg' },
  minutes: { context: 'meetings', prefix: 'min' },
  action: { context: 'meetings', prefix: 'act' },
  concern: { context: 'feedback', prefix: 'con' },
  notice: { context: 'notifications', prefix: 'ntc' },
  'webhook-endpoint': { context: 'notifications', prefix: 'whk' },
} as const satisfies Record<string, { context: Context; prefix: string }>);

/** The name of an aggregate, as it stands in types and subjects. */
export type Aggregate = keyof typeof aggregates;

/** The prefix of each kind of id (design: "Words"): those of aggregates, and of the parts inside them. */
export const idPrefixes = Object.freeze({
  person: 'per',
  apiKey: 'key',
  codeList: 'lst',
  organisation: 'org',
  forum: 'frm',
  meeting: 'mtg',
  minutes: 'min',
  action: 'act',
  concern: 'con',
  notice: 'ntc',
  webhookEndpoint: 'whk',
  role: 'rol',
  seat: 'sea',
  service: 'svc',
  agendaItem: 'itm',
  arrangement: 'arr',
  decision: 'dec',
  referral: 'ref',
  answer: 'ans',
  commitment: 'cmt',
  subscription: 'sub',
  text: 'txt',
} as const);

/** What stands before the `_` of an id. */
export type IdPrefix = (typeof idPrefixes)[keyof typeof idPrefixes];

/** The subject that matches every event of an aggregate, `evt.feedback.concern.>`: a gate needs every version. */
export const subjectsOfAggregate = (aggregate: Aggregate): string =>
  `evt.${aggregates[aggregate].context}.${aggregate}.>`;

/** The subject that matches every event of a context, `evt.feedback.>`: what its stream is bound to. */
export const subjectsOfContext = (context: Context): string => `evt.${context}.>`;

/** The aggregate that an id belongs to, by its prefix; undefined for the id of a part, or for what is no id. */
export function aggregateOfId(aggregateId: string): Aggregate | undefined {
  const prefix = aggregateId.slice(0, aggregateId.indexOf('_'));
  return (Object.keys(aggregates) as Aggregate[]).find((name) => aggregates[name].prefix === prefix);
}
