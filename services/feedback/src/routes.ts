import { acknowledgeConcernRoute } from './concerns/acknowledge-concern.http.ts';
import { changeDraftRoute, draftAnswerRoute, publishAnswerRoute } from './concerns/answers.http.ts';
import { giveVerdictsRoute } from './concerns/give-verdicts.http.ts';
import { readHistoryRoute } from './concerns/history.http.ts';
import { listConcernsRoute } from './concerns/list-concerns.http.ts';
import { readClocksRoute, readConcernRoute } from './concerns/read-concern.http.ts';
import { referAsksRoute } from './concerns/refer-asks.http.ts';
import { acknowledgeReferralRoute, extendReferralRoute, returnReferralRoute } from './concerns/referral-steps.http.ts';
import { keepCommitmentRoute, missCommitmentRoute } from './concerns/settle-commitment.http.ts';
import { submitConcernRoute } from './concerns/submit-concern.http.ts';
import { triageConcernRoute } from './concerns/triage-concern.http.ts';

/** Every route of the service. */
export const routes = [
  submitConcernRoute,
  listConcernsRoute,
  readConcernRoute,
  readClocksRoute,
  readHistoryRoute,
  acknowledgeConcernRoute,
  triageConcernRoute,
  referAsksRoute,
  acknowledgeReferralRoute,
  returnReferralRoute,
  extendReferralRoute,
  draftAnswerRoute,
  changeDraftRoute,
  publishAnswerRoute,
  keepCommitmentRoute,
  missCommitmentRoute,
  giveVerdictsRoute,
];
