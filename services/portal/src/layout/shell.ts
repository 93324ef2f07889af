import type { Me } from '../api/representations.ts';
import type { Shown } from './page.ts';
import type { Wording } from './wording.ts';

interface Around {
  readonly page: Shown;
  readonly words: Wording;
  readonly me: Me | undefined;
  readonly here: string;
  readonly demo: boolean;
  readonly feedbackEmail: string | undefined;
}

const hasRole = (me: Me | undefined, role: string) => me?.roles.some((held) => held.role === role) ?? false;

/** Who may have a use for the dashboard: those who owe answers, and those who chase them. */
const hasDashboard = (me: Me | undefined) =>
  ['officer', 'secretariat', 'chair', 'caseworker', 'representative', 'auditor', 'administrator'].some((role) =>
    hasRole(me, role),
  );

/** What stands around every page: title, navigation for this reader, language and direction. */
export function shellOf({ page, words, me, here, demo, feedbackEmail }: Around) {
  const path = here.split('?')[0];
  const entry = (href: string, key: string) => ({
    href,
    text: words.t(key),
    active: href === path,
    current: href === path,
  });
  const failed = (page.model as { errors?: readonly unknown[] }).errors?.length;
  const titled = words.t('layout.pageTitle', { title: page.title });
  return {
    t: words.t,
    words,
    language: words.language,
    dir: words.dir,
    title: page.title,
    pageTitle: failed ? words.t('layout.errorTitle', { title: titled }) : titled,
    navigation: [
      entry('/', 'layout.navigation.home'),
      ...(hasDashboard(me) ? [entry('/dashboard', 'layout.navigation.dashboard')] : []),
      ...(['caseworker', 'representative'].some((role) => hasRole(me, role))
        ? [entry('/concerns/new', 'layout.navigation.raise')]
        : []),
      ...(me ? [] : [entry('/sign-in', 'layout.navigation.signIn')]),
    ],
    signedInAs: me ? (me.name ?? words.t('layout.somebody')) : undefined,
    demo,
    feedbackEmail,
    footerLinks: [
      { href: '/how-deadlines-are-counted', text: words.t('layout.footer.deadlines') },
      { href: '/accessibility', text: words.t('layout.footer.accessibility') },
      { href: '/privacy', text: words.t('layout.footer.privacy') },
      ...(feedbackEmail ? [{ href: `mailto:${feedbackEmail}`, text: words.t('layout.footer.feedback') }] : []),
    ],
  };
}
