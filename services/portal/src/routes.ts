import { showAccessibility, showDeadlines, showPrivacy } from './about/about-pages.ts';
import { showConcern } from './concerns/show-concern.ts';
import { showDashboard } from './dashboard/show-dashboard.ts';
import { showForum } from './forums/show-forum.ts';
import { showHome } from './home/show-home.ts';
import type { PageRoute, ShowPage } from './layout/page.ts';
import { showMeeting } from './meetings/show-meeting.ts';
import { showOrganisation } from './organisations/show-organisation.ts';
import { showSignIn, signIn, signOut } from './sign-in/sign-in.ts';
import { findTrace } from './traces/find-trace.ts';
import { showTrace } from './traces/show-trace.ts';

const get = (path: string, show: ShowPage): PageRoute => ({ method: 'get', path, show });
const post = (path: string, show: ShowPage): PageRoute => ({ method: 'post', path, show });

/** Every page of the portal. */
export const routes: readonly PageRoute[] = [
  get('/', showHome),
  get('/traces', findTrace),
  get('/traces/:reference', showTrace),
  get('/dashboard', showDashboard),
  get('/concerns/:concernId', showConcern),
  get('/forums/:forumId', showForum),
  get('/meetings/:meetingId', showMeeting),
  get('/organisations/:organisationId', showOrganisation),
  get('/sign-in', showSignIn),
  post('/sign-in', signIn),
  post('/sign-out', signOut),
  get('/accessibility', showAccessibility),
  get('/privacy', showPrivacy),
  get('/how-deadlines-are-counted', showDeadlines),
];
