import { outcomeReasons } from '@throughline/contracts';
import { NotFound } from '@throughline/kernel';
import { type Concern, done, madeSomething, organisations } from '../api/representations.ts';
import { dayIn, type FieldError, sendForm } from '../layout/form.ts';
import { fragment, nameIn } from '../layout/fragment.ts';
import type { Page, ShowPage, Visit } from '../layout/page.ts';
import type { Wording } from '../layout/wording.ts';
import { codeChoices, concernOf, formPage, typed } from './concern-form.ts';
import { commits, openAsksOf } from './next-steps.ts';

/** What an institution may say; `outside-competence` is the secretariat's. */
const outcomesOffered = ['agreed', 'agreed-in-part', 'already-in-place', 'declined', 'not-ours', 'needs-information'];

type Referral = Concern['referrals'][number];

async function referralOf(visit: Visit): Promise<{ concern: Concern; referral: Referral }> {
  const concern = await concernOf(visit);
  const referral = concern.referrals.find(({ id }) => id === visit.params['referralId']);
  if (!referral) throw new NotFound();
  return { concern, referral };
}

/** The latest draft for this referral, which a form about to be filled in begins with. */
const draftOf = (concern: Concern, referral: Referral) =>
  concern.answers.findLast(({ state, referralId }) => state === 'draft' && referralId === referral.id);

function askModel(visit: Visit, { concern, referral }: { concern: Concern; referral: Referral }) {
  const draft = draftOf(concern, referral);
  return openAsksOf(concern, referral.id).map(({ number, text }) => {
    const drafted = draft?.outcomes.find(({ ask }) => ask === number);
    const name = `ask-${number}`;
    const [year = '', month = '', day = ''] = drafted?.commitment?.due.split('-') ?? [];
    const value = (field: string, atFirst = '') => typed(visit, `${name}-${field}`, atFirst);
    return {
      number,
      name,
      text: fragment(text),
      outcomes: codeChoices(visit, 'outcome', outcomesOffered, value('outcome', drafted?.outcome)),
      reasons: codeChoices(visit, 'reason', Object.keys(outcomeReasons), value('reason', drafted?.reason)),
      answer: value('text', fragment(drafted?.text)?.text),
      plain: value('plain', fragment(drafted?.plain)?.text),
      commitment: value('commitment-text', fragment(drafted?.commitment?.text)?.text),
      due: { day: value('due-day', day), month: value('due-month', month), year: value('due-year', year) },
      kept: visit.form.has('key') ? visit.form.has(`${name}-kept`) : (drafted?.commitment?.kept ?? false),
      next: value('nextInstitutionId', drafted?.nextInstitutionId ?? ''),
    };
  });
}

async function view(
  visit: Visit,
  about: { concern: Concern; referral: Referral },
  errors: readonly FieldError[],
): Promise<Page> {
  const { words } = visit;
  const { items } = await visit.get('/v1/organisations?kind=institution&state=verified&limit=100', organisations);
  return formPage(visit, {
    view: 'concerns/answer',
    title: words.t('answer.title'),
    concern: about.concern,
    errors,
    model: {
      version: about.concern.version,
      asks: askModel(visit, about),
      institutions: items
        .filter(({ id }) => id !== about.referral.institutionId)
        .map(({ id, names }) => ({ value: id, text: nameIn(names, words.language)?.text ?? id })),
    },
  });
}

export const showAnswerForm: ShowPage = async (visit) => view(visit, await referralOf(visit), []);

/** What is missing for an ask that was given an outcome. */
function missingFor(form: URLSearchParams, ask: number, { t }: Wording): FieldError[] {
  const name = `ask-${ask}`;
  const outcome = form.get(`${name}-outcome`) ?? '';
  const required: (readonly [string, string])[] = [
    ['reason', 'reason'],
    ['plain', 'plain'],
    ['text', 'text'],
    ...(commits(outcome) ? [['commitment-text', 'commitment'] as const] : []),
  ];
  const empty = required
    .filter(([field]) => !form.get(`${name}-${field}`)?.trim())
    .map(([field, key]) => ({ field: `${name}-${field}`, text: t(`answer.missing.${key}`, { ask }) }));
  const noDay = commits(outcome) && !dayIn(form, `${name}-due`);
  return noDay ? [...empty, { field: `${name}-due-day`, text: t('answer.missing.due', { ask }) }] : empty;
}

/** One ask's outcome as the API takes it. */
function outcomeOf(form: URLSearchParams, ask: number, { language, ownerId }: { language: string; ownerId: string }) {
  const field = (name: string) => form.get(`ask-${ask}-${name}`)?.trim() ?? '';
  const outcome = field('outcome');
  const words = (name: string) => ({ text: field(name), language });
  return {
    ask,
    outcome,
    reason: field('reason'),
    text: words('text'),
    plain: words('plain'),
    ...(commits(outcome)
      ? {
          commitment: {
            text: words('commitment-text'),
            ownerId,
            due: dayIn(form, `ask-${ask}-due`),
            kept: form.has(`ask-${ask}-kept`),
          },
        }
      : {}),
    ...(outcome === 'not-ours' && field('nextInstitutionId') ? { nextInstitutionId: field('nextInstitutionId') } : {}),
  };
}

/** The fields of an answer by the API's names (`outcomes-0-…`), which count outcomes and not asks. */
const labelsOf = (asks: readonly number[], { t }: Wording) =>
  Object.fromEntries(
    asks.flatMap((ask, place) =>
      ['reason', 'text', 'plain', 'commitment-text', 'commitment-due', 'nextInstitutionId'].map((field) => [
        `outcomes-${place}-${field}`,
        t('traces.ask', { number: ask }),
      ]),
    ),
  );

const inFormsNames = (asks: readonly number[]) => (error: FieldError) => ({
  ...error,
  field: error.field
    .replace(/^outcomes-(\d+)-/, (_all, place: string) => `ask-${asks[Number(place)]}-`)
    .replace(/-commitment-due$/, '-due-day'),
});

/** Keeps the answer as a draft and leads to where it can be read once more and published. */
export const sendAnswer: ShowPage = async (visit) => {
  const about = await referralOf(visit);
  const { concern, referral } = about;
  const { form, words } = visit;
  const open = openAsksOf(concern, referral.id).map(({ number }) => number);
  const asks = open.filter((ask) => form.get(`ask-${ask}-outcome`));
  const missing =
    asks.length > 0
      ? asks.flatMap((ask) => missingFor(form, ask, words))
      : [{ field: `ask-${open[0] ?? 1}-outcome`, text: words.t('answer.missing.outcome') }];
  if (missing.length > 0) return view(visit, about, missing);
  const said = { language: typed(visit, 'language', words.language), ownerId: referral.institutionId };
  const outcomes = asks.map((ask) => outcomeOf(form, ask, said));
  const key = typed(visit, 'key', visit.newKey());
  const path = `/v1/concerns/${concern.id}/answers`;
  const draft = draftOf(concern, referral);
  const save = async () => {
    if (!draft)
      return (await visit.post(path, { body: { referralId: referral.id, outcomes }, key }, madeSomething)).created;
    // The version that the form was made from: whoever else has changed the draft since is not written over unseen.
    const ifMatch = Number(form.get('version'));
    await visit.patch(`${path}/${draft.id}`, { body: { outcomes }, key, ifMatch }, done);
    return draft.id;
  };
  const sent = await sendForm(save, labelsOf(asks, words));
  if ('errors' in sent) return view(visit, about, sent.errors.map(inFormsNames(asks)));
  return { to: `/concerns/${concern.id}/answers/${sent.answer}` };
};

/** A draft, read once more before it is published. */
export const showDraft: ShowPage = async (visit) => {
  const concern = await concernOf(visit);
  const draft = concern.answers.find(({ id, state }) => id === visit.params['answerId'] && state === 'draft');
  if (!draft) return { to: `/concerns/${concern.id}` };
  const { words } = visit;
  return formPage(visit, {
    view: 'concerns/draft',
    title: words.t('draft.title'),
    concern,
    errors: [],
    model: {
      publishPath: `/concerns/${concern.id}/answers/${draft.id}/publish`,
      changePath: `/concerns/${concern.id}/referrals/${draft.referralId ?? ''}/answer`,
      outcomes: draft.outcomes.map(({ ask, outcome, reason, text, plain, commitment }) => ({
        ask,
        asked: fragment(concern.asks.find(({ number }) => number === ask)?.text),
        outcome: words.code('outcome', outcome),
        reason: words.code('reason', reason),
        text: fragment(text),
        plain: fragment(plain),
        commitment: commitment && {
          text: fragment(commitment.text),
          line: words.t('concerns.commitmentLine', {
            state: words.code('commitmentState', commitment.kept ? 'kept' : 'open'),
            due: words.date(commitment.due),
          }),
        },
      })),
    },
  });
};
