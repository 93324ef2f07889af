import { isAppError, NotFound } from '@throughline/kernel';
import type { DemoPeople } from '../api/representations.ts';
import type { Page, ShowPage, Visit } from '../layout/page.ts';
import { localPath } from '../layout/same-origin.ts';
import { type NameOf, namesFor } from '../organisations/names.ts';

type Person = DemoPeople[number];

const choiceOf = (person: Person, visit: Visit, nameOf: NameOf) => ({
  value: person.id,
  text: person.name,
  hint: {
    text: visit.words.list(
      person.roles.map(({ role, organisationId }) =>
        organisationId
          ? visit.words.t('signIn.roleAt', {
              role: visit.words.code('role', role),
              organisation: nameOf(organisationId).text,
            })
          : visit.words.code('role', role),
      ),
    ),
  },
});

async function choosePerson(visit: Visit, missed: boolean): Promise<Page> {
  const { demo, words } = visit;
  if (!demo) return { view: 'sign-in/not-set-up', title: words.t('signIn.title'), status: 503, model: {} };
  const people = await demo.people();
  const nameOf = await namesFor(
    visit,
    people.flatMap(({ roles }) => roles.map(({ organisationId }) => organisationId)),
  );
  return {
    view: 'sign-in/choose-person',
    title: words.t('signIn.title'),
    status: missed ? 400 : 200,
    passing: true,
    model: {
      people: people.map((person) => choiceOf(person, visit, nameOf)),
      onward: localPath(visit.form.get('then') ?? visit.query.get('then')),
      errors: missed ? [{ href: '#person', text: words.t('signIn.missed') }] : [],
    },
  };
}

export const showSignIn: ShowPage = (visit) => choosePerson(visit, false);

/** Demo only: whoever is chosen is signed in. Without a demo there is nothing to post to. */
export const signIn: ShowPage = async (visit) => {
  if (!visit.demo) throw new NotFound();
  const personId = visit.form.get('person');
  if (!personId) return choosePerson(visit, true);
  try {
    return { to: localPath(visit.form.get('then')), session: await visit.demo.open(personId) };
  } catch (error) {
    // A person who is no longer in the list was chosen: show the list as it is now.
    if (isAppError(error) && (error.kind === 'not-found' || error.kind === 'malformed'))
      return choosePerson(visit, true);
    throw error;
  }
};

export const signOut: ShowPage = async () => ({ to: '/', session: 'end' });
