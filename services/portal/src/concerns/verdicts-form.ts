import { verdicts } from '@throughline/contracts';
import { type Concern, done } from '../api/representations.ts';
import { type FieldError, sendForm } from '../layout/form.ts';
import { fragment } from '../layout/fragment.ts';
import type { Page, ShowPage, Visit } from '../layout/page.ts';
import { codeChoices, concernOf, formPage, typed } from './concern-form.ts';
import { asksForVerdict } from './next-steps.ts';

const view = (visit: Visit, concern: Concern, errors: readonly FieldError[]): Page =>
  formPage(visit, {
    view: 'concerns/verdicts',
    title: visit.words.t('verdicts.title'),
    concern,
    errors,
    model: {
      asks: asksForVerdict(concern).map((ask) => {
        const answer = concern.answers.find(({ id }) => id === ask.answerId);
        const outcome = answer?.outcomes.find(({ ask: number }) => number === ask.number);
        const name = `verdict-${ask.number}`;
        return {
          number: ask.number,
          name,
          text: fragment(ask.text),
          outcome: ask.outcome ? visit.words.code('outcome', ask.outcome) : '',
          plain: fragment(outcome?.plain),
          choices: codeChoices(visit, 'verdict', verdicts, visit.form.get(name)),
          why: typed(visit, `${name}-why`),
        };
      }),
    },
  });

export const showVerdicts: ShowPage = async (visit) => view(visit, await concernOf(visit), []);

/** A verdict on at least one ask; the others may wait. */
export const sendVerdicts: ShowPage = async (visit) => {
  const concern = await concernOf(visit);
  const { form, words } = visit;
  const judged = asksForVerdict(concern).filter(({ number }) => form.has(`verdict-${number}`));
  const [first] = asksForVerdict(concern);
  if (judged.length === 0)
    return view(visit, concern, [
      { field: first ? `verdict-${first.number}` : 'form', text: words.t('verdicts.missing') },
    ]);
  const language = typed(visit, 'language', words.language);
  const body = {
    verdicts: judged.map(({ number }) => {
      const why = form.get(`verdict-${number}-why`)?.trim();
      return { ask: number, verdict: form.get(`verdict-${number}`), ...(why ? { text: { text: why, language } } : {}) };
    }),
  };
  const command = { body, key: typed(visit, 'key', visit.newKey()) };
  const sent = await sendForm(() => visit.post(`/v1/concerns/${concern.id}/verdicts`, command, done), {});
  return 'errors' in sent ? view(visit, concern, sent.errors) : { to: `/concerns/${concern.id}?done=judged` };
};
