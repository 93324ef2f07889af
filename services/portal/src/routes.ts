import { showAccessibility, showDeadlines, showPrivacy } from './about/about-pages.ts';
import { sendAnswer, showAnswerForm, showDraft } from './concerns/answer-form.ts';
import { acknowledgeConcern, acknowledgeReferral, keepCommitment, publishAnswer } from './concerns/press-buttons.ts';
import { sendRaise, showRaise } from './concerns/raise-form.ts';
import { sendRefer, showRefer } from './concerns/refer-form.ts';
import { showConcern } from './concerns/show-concern.ts';
import { sendTriage, showTriage } from './concerns/triage-form.ts';
import { sendVerdicts, showVerdicts } from './concerns/verdicts-form.ts';
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
  get('/concerns/new', showRaise),
  post('/concerns/new', sendRaise),
  get('/concerns/:concernId', showConcern),
  post('/concerns/:concernId/acknowledge', acknowledgeConcern),
  get('/concerns/:concernId/triage', showTriage),
  post('/concerns/:concernId/triage', sendTriage),
  get('/concerns/:concernId/refer', showRefer),
  post('/concerns/:concernId/refer', sendRefer),
  post('/concerns/:concernId/referrals/:referralId/acknowledge', acknowledgeReferral),
  get('/concerns/:concernId/referrals/:referralId/answer', showAnswerForm),
  post('/concerns/:concernId/referrals/:referralId/answer', sendAnswer),
  get('/concerns/:concernId/answers/:answerId', showDraft),
  post('/concerns/:concernId/answers/:answerId/publish', publishAnswer),
  post('/concerns/:concernId/commitments/:commitmentId/keep', keepCommitment),
  get('/concerns/:concernId/verdicts', showVerdicts),
  post('/concerns/:concernId/verdicts', sendVerdicts),
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
