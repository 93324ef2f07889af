import { Unauthenticated } from '@throughline/kernel';
import { concernClocks, concern as concernSchema, forum as forumSchema } from '../api/representations.ts';
import type { ShowPage } from '../layout/page.ts';
import { namesFor } from '../organisations/names.ts';
import { asksInWords } from './asks-in-words.ts';
import { concernView, organisationsIn } from './concern-view.ts';
import { nextSteps } from './next-steps.ts';

/** What a form may say it has done: an address could claim anything else. */
const knownDone = new Set([
  'acknowledged',
  'triaged',
  'referred',
  'referralAcknowledged',
  'published',
  'kept',
  'judged',
  'raised',
]);

/** A concern for those who work on it. What may be read is the API's decision, made for this reader. */
export const showConcern: ShowPage = async (visit) => {
  if (!visit.me) throw new Unauthenticated();
  const id = encodeURIComponent(visit.params['concernId'] ?? '');
  const [concern, { clocks }] = await Promise.all([
    visit.get(`/v1/concerns/${id}`, concernSchema),
    visit.get(`/v1/concerns/${id}/clocks`, concernClocks),
  ]);
  const [forum, nameOf] = await Promise.all([
    visit.get(`/v1/forums/${concern.forumId}`, forumSchema),
    namesFor(visit, organisationsIn(concern, clocks)),
  ]);
  const words = visit.words.inZone(forum.timeZone);
  const steps = nextSteps(concern, visit.me).map(({ code, path, needsForm, about }) => ({
    path,
    needsForm,
    key: visit.newKey(),
    text: words.t(`steps.${code}`),
    asks: about?.asks?.length ? asksInWords(about.asks, words) : undefined,
    organisation: about?.organisationId ? nameOf(about.organisationId) : undefined,
  }));
  const done = visit.query.get('done');
  const view = concernView(concern, clocks, { words, nameOf });
  return {
    view: 'concerns/concern',
    title: words.t('concerns.title', { reference: concern.reference }),
    passing: view.someUnavailable,
    model: {
      ...view,
      steps,
      done: done && knownDone.has(done) ? words.t(`done.${done}`) : undefined,
      forum: { name: forum.name, href: `/forums/${forum.id}` },
      timeZone: forum.timeZone,
    },
  };
};
