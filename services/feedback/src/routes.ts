import { acceptBatchRoute } from './concerns/accept-batch.http.ts';
import { acknowledgeConcernRoute } from './concerns/acknowledge-concern.http.ts';
import { answerOutsideCompetenceRoute } from './concerns/answer-outside-competence.http.ts';
import { changeDraftRoute, draftAnswerRoute, publishAnswerRoute } from './concerns/answers.http.ts';
import { requestInformationRoute, supplyInformationRoute } from './concerns/await-information.http.ts';
import { rejectConcernRoute, withdrawConcernRoute } from './concerns/close-concern.http.ts';
import { endorseConcernRoute, withdrawEndorsementRoute } from './concerns/endorse-concern.http.ts';
import { findSimilarRoute } from './concerns/find-similar.http.ts';
import { followUpRoute, readFollowUpRoute } from './concerns/follow-up.http.ts';
import { giveVerdictsRoute } from './concerns/give-verdicts.http.ts';
import { readHistoryRoute } from './concerns/history.http.ts';
import { listConcernsRoute } from './concerns/list-concerns.http.ts';
import { mergeConcernRoute, unmergeConcernRoute } from './concerns/merge-concern.http.ts';
import { placeOnAgendaRoute } from './concerns/place-on-agenda.http.ts';
import { listPublicConcernsRoute, submitPubliclyRoute } from './concerns/public-concerns.http.ts';
import { readClocksRoute, readConcernRoute } from './concerns/read-concern.http.ts';
import { referAsksRoute } from './concerns/refer-asks.http.ts';
import { acknowledgeReferralRoute, extendReferralRoute, returnReferralRoute } from './concerns/referral-steps.http.ts';
import { reopenConcernRoute } from './concerns/reopen-concern.http.ts';
import { keepCommitmentRoute, missCommitmentRoute } from './concerns/settle-commitment.http.ts';
import { submitConcernRoute } from './concerns/submit-concern.http.ts';
import { triageConcernRoute } from './concerns/triage-concern.http.ts';
import { withdrawConsentRoute } from './concerns/withdraw-consent.http.ts';

/** Every route of the service. */
export const routes = [
  submitConcernRoute,
  acceptBatchRoute,
  findSimilarRoute,
  listConcernsRoute,
  readConcernRoute,
  readClocksRoute,
  readHistoryRoute,
  acknowledgeConcernRoute,
  triageConcernRoute,
  rejectConcernRoute,
  requestInformationRoute,
  supplyInformationRoute,
  referAsksRoute,
  acknowledgeReferralRoute,
  returnReferralRoute,
  extendReferralRoute,
  draftAnswerRoute,
  changeDraftRoute,
  publishAnswerRoute,
  answerOutsideCompetenceRoute,
  keepCommitmentRoute,
  missCommitmentRoute,
  giveVerdictsRoute,
  reopenConcernRoute,
  withdrawConcernRoute,
  withdrawConsentRoute,
  endorseConcernRoute,
  withdrawEndorsementRoute,
  placeOnAgendaRoute,
  mergeConcernRoute,
  unmergeConcernRoute,
  submitPubliclyRoute,
  listPublicConcernsRoute,
  readFollowUpRoute,
  followUpRoute,
];
