/** Everybody and everything in the demo is fictional. */
export const forum = {
  name: 'Northgate Migration Forum',
  code: 'NMF',
  nation: 'england-and-wales',
  timeZone: 'Europe/London',
  languages: ['en'],
  quorum: 3,
};

export const organisations = [
  {
    key: 'kinfolk',
    kind: 'migrant-led',
    sector: 'community',
    name: 'Kinfolk Aston',
    seat: 'representative',
    languages: ['so', 'ar', 'en'],
    scopes: ['concerns:submit', 'concerns:read', 'concerns:respond', 'webhooks:manage'],
  },
  {
    key: 'hub',
    kind: 'migrant-support',
    sector: 'voluntary',
    name: 'City Welcome Hub',
    seat: 'intermediary',
    languages: ['en', 'fr'],
    scopes: ['concerns:submit', 'concerns:read', 'concerns:respond', 'webhooks:manage'],
  },
  {
    key: 'housing',
    kind: 'institution',
    sector: 'public',
    name: 'Northgate City Council – Housing',
    seat: 'institution',
    languages: ['en'],
    responsibleFor: 'housing',
    scopes: ['concerns:read', 'webhooks:manage'],
  },
  {
    key: 'learning',
    kind: 'institution',
    sector: 'public',
    name: 'Northgate City Council – Adult Learning',
    seat: 'institution',
    languages: ['en'],
    responsibleFor: 'language',
    scopes: ['concerns:read', 'webhooks:manage'],
  },
  {
    key: 'faiths',
    kind: 'faith',
    sector: 'community',
    name: 'Faiths Together Northgate',
    seat: 'campaigner',
    languages: ['en'],
    scopes: ['concerns:submit', 'concerns:read', 'concerns:respond'],
  },
] as const;

/** Which organisation of {@link organisations} is meant. */
export type OrganisationKey = (typeof organisations)[number]['key'];

interface CastMember {
  readonly key: string;
  readonly role: string;
  readonly name: string;
  readonly over: 'network' | 'forum' | OrganisationKey;
}

export const people = [
  { key: 'secretariat', role: 'secretariat', name: 'Tamsin Ellery', over: 'forum' },
  { key: 'chair', role: 'chair', name: 'Idris Calloway', over: 'forum' },
  { key: 'auditor', role: 'auditor', name: 'Petra Lindqvist', over: 'network' },
  { key: 'housing-1', role: 'officer', name: 'Rowan Aldous', over: 'housing' },
  { key: 'housing-2', role: 'officer', name: 'Nadia Winslow', over: 'housing' },
  { key: 'learning-1', role: 'officer', name: 'Gareth Pell', over: 'learning' },
  { key: 'learning-2', role: 'officer', name: 'Simone Achterberg', over: 'learning' },
  { key: 'kinfolk-1', role: 'caseworker', name: 'Hodan Yusuf-Marsh', over: 'kinfolk' },
  { key: 'hub-1', role: 'caseworker', name: 'Émile Duroc', over: 'hub' },
] as const satisfies readonly CastMember[];

/** The first person of the network, by whom everybody else is invited. */
export const administrator = { name: 'Morwenna Tate', email: 'morwenna.tate@network.example', language: 'en' };
