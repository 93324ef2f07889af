import { type Concern, done, organisations } from '../api/representations.ts';
import { type FieldError, missingIn, sendForm } from '../layout/form.ts';
import { fragment, nameIn } from '../layout/fragment.ts';
import type { Page, ShowPage, Visit } from '../layout/page.ts';
import { concernOf, formPage, typed } from './concern-form.ts';
import { isSettled } from './next-steps.ts';

async function view(visit: Visit, concern: Concern, errors: readonly FieldError[]): Promise<Page> {
  const { words, form } = visit;
  const { items } = await visit.get('/v1/organisations?kind=institution&state=verified&limit=100', organisations);
  const chosen = form.get('institutionId');
  const asked = new Set(form.getAll('asks'));
  return formPage(visit, {
    view: 'concerns/refer',
    title: words.t('refer.title'),
    concern,
    errors,
    model: {
      institutions: items.map(({ id, names }) => ({
        value: id,
        text: nameIn(names, words.language)?.text ?? id,
        checked: id === chosen,
      })),
      asks: concern.asks
        .filter((ask) => !ask.referralId && !isSettled(ask))
        .map(({ number, text }) => ({
          value: String(number),
          text: words.t('traces.ask', { number }),
          hint: { text: fragment(text)?.text ?? words.t('traces.withheld') },
          checked: asked.has(String(number)),
        })),
    },
  });
}

export const showRefer: ShowPage = async (visit) => view(visit, await concernOf(visit), []);

export const sendRefer: ShowPage = async (visit) => {
  const concern = await concernOf(visit);
  const { form, words } = visit;
  const missing = missingIn(form, {
    asks: words.t('refer.missing.asks'),
    institutionId: words.t('refer.missing.institution'),
  });
  if (missing.length > 0) return view(visit, concern, missing);
  const command = {
    body: { institutionId: form.get('institutionId'), asks: form.getAll('asks').map(Number) },
    key: typed(visit, 'key', visit.newKey()),
  };
  const labels = { asks: words.t('refer.asks'), institutionId: words.t('refer.institution') };
  const sent = await sendForm(() => visit.post(`/v1/concerns/${concern.id}/referrals`, command, done), labels);
  return 'errors' in sent ? view(visit, concern, sent.errors) : { to: `/concerns/${concern.id}?done=referred` };
};
