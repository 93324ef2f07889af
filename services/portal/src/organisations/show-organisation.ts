import { forums as forumsSchema, organisation as organisationSchema } from '../api/representations.ts';
import { fragment, nameIn } from '../layout/fragment.ts';
import type { ShowPage } from '../layout/page.ts';

/** An organisation's public profile, as far as the registry holds it. */
export const showOrganisation: ShowPage = async (visit) => {
  const { words } = visit;
  const [organisation, forums] = await Promise.all([
    visit.get(`/v1/organisations/${encodeURIComponent(visit.params['organisationId'] ?? '')}`, organisationSchema),
    visit.get('/v1/forums?limit=100', forumsSchema),
  ]);
  const name = nameIn(organisation.names, words.language);
  return {
    view: 'organisations/organisation',
    title: name?.text ?? words.t('names.unknownOrganisation'),
    model: {
      name,
      otherNames: organisation.names.filter(({ text }) => text !== name?.text),
      kind: organisation.kind ? words.code('kind', organisation.kind) : undefined,
      sector: organisation.sector ? words.code('sector', organisation.sector) : undefined,
      state: organisation.state ? words.code('organisationState', organisation.state) : undefined,
      description: fragment(organisation.description),
      languages: organisation.languages.map((tag) => words.languageName(tag)),
      communities: organisation.communities.map((code) => words.code('community', code)),
      responsibilities: (organisation.responsibilities ?? []).map(({ category, team }) => ({
        category: words.code('category', category),
        team,
      })),
      seats: organisation.seats
        .filter(({ to }) => !to)
        .map(({ forumId, role }) => ({
          role: words.code('seatRole', role),
          forum: forums.items.find(({ id }) => id === forumId)?.name,
          href: `/forums/${forumId}`,
        })),
      confirmed: organisation.assured?.at ? words.date(organisation.assured.at) : undefined,
      stale: organisation.assured?.stale ?? false,
    },
  };
};
