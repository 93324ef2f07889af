import { forum, type OrganisationKey, organisations, people } from './demo-cast.ts';
import { type DemoClient, demoClient } from './demo-client.ts';

/** A way to be signed in as somebody; only the embedded and test stacks have one. */
export interface DemoSessions {
  /** Signs a person in for 24 h. */
  open(personId: string): Promise<string>;
}

/** Who and what the demo is made of, with what each needs to sign in. */
export interface Cast {
  readonly forum: { readonly id: string; readonly code: string };
  readonly organisations: Readonly<
    Record<
      OrganisationKey,
      { readonly id: string; readonly name: string; readonly kind: string; readonly apiKey: string }
    >
  >;
  readonly people: readonly {
    readonly key: string;
    readonly id: string;
    readonly role: string;
    readonly name: string;
    readonly organisationId?: string;
  }[];
}

const inEnglish = (text: string) => ({ text, language: 'en' });
const mailOf = (key: string) => `${key}@northgate.example`;

async function inviteEverybody(
  admin: DemoClient,
  over: (name: (typeof people)[number]['over']) => { forumId?: string; organisationId?: string },
  whom: readonly (typeof people)[number][],
) {
  const invited: Cast['people'][number][] = [];
  for (const { key, role, name, over: where } of whom) {
    const { id } = await admin.post('/v1/people', { name, email: mailOf(key), language: 'en' });
    await admin.post(`/v1/people/${id}/roles`, { role, ...over(where) });
    const { organisationId } = over(where);
    invited.push({ key, id, role, name, ...(organisationId && { organisationId }) });
  }
  return invited;
}

/** Establishes the forum, its organisations, their seats and keys, and everybody's roles, through the public API. */
export async function seedCast(url: string, admin: DemoClient, sessions: DemoSessions, today: string): Promise<Cast> {
  const { id: forumId } = await admin.post('/v1/forums', forum);
  const ofForum = people.filter(({ over }) => over === 'forum' || over === 'network');
  const ofOrganisations = people.filter(({ over }) => over !== 'forum' && over !== 'network');
  const network = await inviteEverybody(admin, (where) => (where === 'forum' ? { forumId } : {}), ofForum);
  const secretariatId = network.find(({ role }) => role === 'secretariat')?.id;
  if (!secretariatId) throw new Error('the cast has no secretariat');
  const secretariat = demoClient(url, await sessions.open(secretariatId));
  const registered = await Promise.all(
    organisations.map(async ({ key, kind, sector, name, seat, languages, scopes, ...more }) => {
      const { id } = await secretariat.post('/v1/organisations', {
        kind,
        sector,
        names: [inEnglish(name)],
        languages,
      });
      await secretariat.post(`/v1/organisations/${id}/verify`);
      const seated = await secretariat.post(`/v1/organisations/${id}/seats`, { forumId, role: seat, from: today });
      if ('responsibleFor' in more) {
        const responsibilities = [{ category: more.responsibleFor, areas: [], team: `${name}: contact team` }];
        await secretariat.put(`/v1/organisations/${id}/responsibilities`, { responsibilities }, seated.version);
      }
      const { key: apiKey } = await admin.post(`/v1/organisations/${id}/api-keys`, { name: 'case system', scopes });
      return [key, { id, name, kind, apiKey: String(apiKey) }] as const;
    }),
  );
  const byKey = Object.fromEntries(registered) as Cast['organisations'];
  const officers = await inviteEverybody(
    admin,
    (where) => ({ organisationId: byKey[where as OrganisationKey].id }),
    ofOrganisations,
  );
  return { forum: { id: forumId, code: forum.code }, organisations: byKey, people: [...network, ...officers] };
}
