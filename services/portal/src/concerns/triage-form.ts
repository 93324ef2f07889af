import { categories, themes, visibilities } from '@throughline/contracts';
import { type Concern, done } from '../api/representations.ts';
import { type FieldError, missingIn, sendForm } from '../layout/form.ts';
import { fragment } from '../layout/fragment.ts';
import type { Page, ShowPage, Visit } from '../layout/page.ts';
import { codeChoices, concernOf, formPage, typed } from './concern-form.ts';

const view = (visit: Visit, concern: Concern, errors: readonly FieldError[]): Page => {
  const { words } = visit;
  return formPage(visit, {
    view: 'concerns/triage',
    title: words.t('triage.title'),
    concern,
    errors,
    model: {
      narrative: fragment(concern.narrative),
      themes: codeChoices(visit, 'theme', themes, typed(visit, 'theme', concern.theme ?? '')),
      categories: codeChoices(
        visit,
        'category',
        Object.keys(categories),
        typed(visit, 'category', concern.category ?? ''),
      ),
      visibilities: codeChoices(
        visit,
        'visibility',
        visibilities,
        typed(visit, 'visibility', concern.visibility ?? ''),
      ),
      publicSummary: typed(visit, 'publicSummary', fragment(concern.publicSummary)?.text),
      asks: concern.asks.map((ask, place) => ({
        name: `asks-${place}-text`,
        label: words.t('traces.ask', { number: ask.number }),
        value: typed(visit, `asks-${place}-text`, fragment(ask.text)?.text),
      })),
      urgent: visit.form.has('key') ? visit.form.has('urgent') : concern.urgent,
    },
  });
};

const askFields = (concern: Concern, text: (number: number) => string) =>
  Object.fromEntries(concern.asks.map(({ number }, place) => [`asks-${place}-text`, text(number)]));

export const showTriage: ShowPage = async (visit) => view(visit, await concernOf(visit), []);

/** The secretariat's reading goes to the API; it decides whether this reader may give it. */
export const sendTriage: ShowPage = async (visit) => {
  const concern = await concernOf(visit);
  const { form, words } = visit;
  const { t } = words;
  const missing = missingIn(form, {
    theme: t('triage.missing.theme'),
    category: t('triage.missing.category'),
    publicSummary: t('triage.missing.publicSummary'),
    ...askFields(concern, (number) => t('triage.missing.ask', { number })),
    visibility: t('triage.missing.visibility'),
  });
  if (missing.length > 0) return view(visit, concern, missing);
  const language = typed(visit, 'language', words.language);
  const body = {
    theme: form.get('theme'),
    category: form.get('category'),
    publicSummary: { text: form.get('publicSummary'), language },
    asks: concern.asks.map(({ number }, place) => ({
      number,
      text: { text: form.get(`asks-${place}-text`), language },
    })),
    visibility: form.get('visibility'),
    urgent: form.has('urgent'),
  };
  const labels = {
    theme: t('triage.theme'),
    category: t('concerns.category'),
    publicSummary: t('concerns.summary'),
    visibility: t('concerns.visibility'),
    ...askFields(concern, (number) => t('traces.ask', { number })),
  };
  const command = { body, key: typed(visit, 'key', visit.newKey()) };
  const sent = await sendForm(() => visit.post(`/v1/concerns/${concern.id}/triage`, command, done), labels);
  return 'errors' in sent ? view(visit, concern, sent.errors) : { to: `/concerns/${concern.id}?done=triaged` };
};
