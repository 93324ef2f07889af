import { categories, consentScopes, identityTiers } from '@throughline/contracts';
import { Unauthenticated } from '@throughline/kernel';
import { forums, raisedConcern } from '../api/representations.ts';
import { dayIn, type FieldError, missingIn, sendForm } from '../layout/form.ts';
import type { Page, ShowPage, Visit } from '../layout/page.ts';
import { codeChoices, formPage, typed } from './concern-form.ts';

const mostAsks = 20;
const consentVersion = '2026-1';

/** How many fields for asks are shown: three at first, one more each time one more is asked for. */
function askCount({ form }: Visit): number {
  const shown = [...form.keys()].filter((name) => /^asks-\d+$/.test(name)).length || 3;
  return Math.min(mostAsks, form.get('do') === 'add-ask' ? shown + 1 : shown);
}

async function view(visit: Visit, errors: readonly FieldError[]): Promise<Page> {
  const { words, form } = visit;
  if (!visit.me) throw new Unauthenticated();
  const { items } = await visit.get('/v1/forums?limit=100', forums);
  const scopes = new Set(form.getAll('scope'));
  return formPage(visit, {
    view: 'concerns/raise',
    title: words.t('raise.title'),
    errors,
    model: {
      forums: items.map(({ id, name }) => ({
        value: id,
        text: name,
        checked: id === form.get('forumId') || items.length === 1,
      })),
      categories: codeChoices(visit, 'category', Object.keys(categories), form.get('category')),
      narrative: typed(visit, 'narrative'),
      asks: Array.from({ length: askCount(visit) }, (_, place) => ({
        name: `asks-${place}`,
        label: words.t('traces.ask', { number: place + 1 }),
        value: typed(visit, `asks-${place}`),
      })),
      canAddAsk: askCount(visit) < mostAsks,
      peopleConcerned: typed(visit, 'peopleConcerned'),
      scopes: consentScopes.map((value) => ({
        value,
        text: words.code('consentScope', value),
        checked: scopes.has(value),
      })),
      givenOn: {
        day: typed(visit, 'givenOn-day'),
        month: typed(visit, 'givenOn-month'),
        year: typed(visit, 'givenOn-year'),
      },
      tiers: codeChoices(visit, 'identityTier', identityTiers, typed(visit, 'identityTier', 'forum')),
      externalReference: typed(visit, 'externalReference'),
      urgent: form.has('urgent'),
    },
  });
}

export const showRaise: ShowPage = (visit) => view(visit, []);

function faultsIn({ form, words }: Visit): FieldError[] {
  const { t } = words;
  const missing = missingIn(form, {
    forumId: t('raise.missing.forum'),
    category: t('raise.missing.category'),
    narrative: t('raise.missing.narrative'),
    'asks-0': t('raise.missing.ask'),
  });
  const people = form.get('peopleConcerned')?.trim() ?? '';
  return [
    ...missing,
    ...(people && !/^[1-9]\d{0,6}$/.test(people)
      ? [{ field: 'peopleConcerned', text: t('raise.missing.people') }]
      : []),
    ...(form.getAll('scope').includes('forum') ? [] : [{ field: 'scope', text: t('raise.missing.scope') }]),
    ...(dayIn(form, 'givenOn') ? [] : [{ field: 'givenOn-day', text: t('raise.missing.givenOn') }]),
  ];
}

function bodyOf({ form, words }: Visit) {
  const language = form.get('language') ?? words.language;
  const asks = [...form.entries()].filter(([name, text]) => /^asks-\d+$/.test(name) && text.trim());
  const people = form.get('peopleConcerned')?.trim();
  const external = form.get('externalReference')?.trim();
  return {
    forumId: form.get('forumId'),
    category: form.get('category'),
    narrative: { text: form.get('narrative'), language },
    asks: asks.map(([, text]) => ({ text, language })),
    onBehalfOf: {
      ...(people ? { peopleConcerned: Number(people) } : {}),
      consent: { scope: form.getAll('scope'), version: consentVersion, givenOn: dayIn(form, 'givenOn') },
    },
    identityTier: form.get('identityTier') ?? 'forum',
    urgent: form.has('urgent'),
    ...(external ? { externalReference: external } : {}),
  };
}

/** A caseworker raises a concern on behalf of people. Without JavaScript, one more ask is one more round trip. */
export const sendRaise: ShowPage = async (visit) => {
  const { form, words } = visit;
  if (form.get('do') === 'add-ask') return { ...(await view(visit, [])), status: 200 };
  const faults = faultsIn(visit);
  if (faults.length > 0) return view(visit, faults);
  const command = { body: bodyOf(visit), key: typed(visit, 'key', visit.newKey()) };
  const labels = {
    narrative: words.t('raise.narrative'),
    category: words.t('concerns.category'),
    externalReference: words.t('concerns.externalReference'),
    peopleConcerned: words.t('raise.people'),
  };
  const sent = await sendForm(() => visit.post('/v1/concerns', command, raisedConcern), labels);
  if ('errors' in sent) return view(visit, sent.errors);
  const { created, reference, returnCode } = sent.answer;
  if (!returnCode) return { to: `/concerns/${created}?done=raised` };
  // Shown in the answer to the form itself: an address must not hold the code, and no page can ask for it again.
  return {
    view: 'concerns/raised',
    title: words.t('raised.title'),
    model: { reference, returnCode },
    passing: true,
  };
};
