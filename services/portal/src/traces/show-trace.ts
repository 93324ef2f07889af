import { trace as traceSchema } from '../api/representations.ts';
import { homeForum } from '../forums/home-forum.ts';
import type { ShowPage } from '../layout/page.ts';
import { namesFor } from '../organisations/names.ts';
import { partiesOf, traceView } from './trace-view.ts';
import { worksOn } from './works-on.ts';

/** One concern from submission to what came of it, or the link that is missing and whose turn it is. */
export const showTrace: ShowPage = async (visit) => {
  const trace = await visit.get(`/v1/traces/${encodeURIComponent(visit.params['reference'] ?? '')}`, traceSchema);
  const [forum, nameOf] = await Promise.all([homeForum(visit, trace.reference), namesFor(visit, partiesOf(trace))]);
  const words = visit.words.inZone(forum?.timeZone ?? visit.words.timeZone);
  const view = traceView(trace, { words, nameOf });
  return {
    view: 'traces/trace',
    title: words.t('traces.title', { reference: trace.reference }),
    passing: view.someUnavailable,
    model: {
      ...view,
      timeZone: words.timeZone,
      forum: forum && { name: forum.name, href: `/forums/${forum.id}` },
      concernHref: visit.me && worksOn(visit.me, trace) ? `/concerns/${trace.id}` : undefined,
    },
  };
};
