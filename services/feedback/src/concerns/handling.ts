import { type HandlingStatus, openStatuses } from '@throughline/contracts';
import { transitions } from '@throughline/kernel';

export type ConcernCommand =
  | 'acknowledge'
  | 'triage'
  | 'reject'
  | 'requestInformation'
  | 'supplyInformation'
  | 'refer'
  | 'acknowledgeReferral'
  | 'returnReferral'
  | 'extendReferral'
  | 'draftAnswer'
  | 'publishAnswer'
  | 'answerOutsideCompetence'
  | 'keepCommitment'
  | 'missCommitment'
  | 'giveVerdicts'
  | 'lapse'
  | 'reopen'
  | 'withdraw'
  | 'withdrawConsent'
  | 'merge'
  | 'unmerge'
  | 'endorse'
  | 'withdrawEndorsement'
  | 'placeOnAgenda';

/** Whether anybody may still act on the concern itself. None of the statuses is named after a clock. */
export const isOpen = (status: HandlingStatus): boolean => (openStatuses as readonly HandlingStatus[]).includes(status);

/**
 * The table of design/domain.md, "Handling status". A list means that the concern settles in one of them: an answer whose
 * asks all went back to the secretariat leaves no referral open, and so leads to `triaged`, exactly as a return does.
 */
export const handling = transitions<HandlingStatus, ConcernCommand>({
  received: {
    acknowledge: 'received',
    triage: 'triaged',
    reject: 'rejected',
    requestInformation: 'received',
    supplyInformation: 'received',
    withdraw: 'withdrawn',
    withdrawConsent: ['received', 'withdrawn'],
    merge: 'merged',
    endorse: 'received',
    withdrawEndorsement: 'received',
    placeOnAgenda: 'received',
  },
  triaged: {
    triage: 'triaged',
    reject: 'rejected',
    requestInformation: 'triaged',
    supplyInformation: 'triaged',
    refer: 'referred',
    answerOutsideCompetence: ['triaged', 'answered'],
    keepCommitment: 'triaged',
    missCommitment: 'triaged',
    withdraw: 'withdrawn',
    withdrawConsent: ['triaged', 'withdrawn'],
    merge: 'merged',
    endorse: 'triaged',
    withdrawEndorsement: 'triaged',
    placeOnAgenda: 'triaged',
  },
  referred: {
    requestInformation: 'referred',
    supplyInformation: 'referred',
    refer: 'referred',
    acknowledgeReferral: 'referred',
    returnReferral: ['referred', 'triaged'],
    extendReferral: 'referred',
    draftAnswer: 'referred',
    publishAnswer: ['referred', 'triaged', 'answered'],
    answerOutsideCompetence: ['referred', 'answered'],
    keepCommitment: 'referred',
    missCommitment: 'referred',
    giveVerdicts: 'referred',
    withdraw: 'withdrawn',
    withdrawConsent: ['referred', 'withdrawn'],
    merge: 'merged',
    endorse: 'referred',
    withdrawEndorsement: 'referred',
    placeOnAgenda: 'referred',
  },
  answered: {
    keepCommitment: 'answered',
    missCommitment: 'answered',
    giveVerdicts: ['answered', 'concluded'],
    lapse: ['answered', 'concluded'],
    reopen: ['under-review', 'triaged'],
    withdraw: 'withdrawn',
    withdrawConsent: ['answered', 'withdrawn'],
    merge: 'merged',
    endorse: 'answered',
    withdrawEndorsement: 'answered',
    placeOnAgenda: 'answered',
  },
  'under-review': {
    requestInformation: 'under-review',
    supplyInformation: 'under-review',
    acknowledgeReferral: 'under-review',
    returnReferral: ['under-review', 'triaged'],
    extendReferral: 'under-review',
    draftAnswer: 'under-review',
    publishAnswer: ['under-review', 'triaged', 'answered'],
    keepCommitment: 'under-review',
    missCommitment: 'under-review',
    withdraw: 'withdrawn',
    withdrawConsent: ['under-review', 'withdrawn'],
    merge: 'merged',
    endorse: 'under-review',
    withdrawEndorsement: 'under-review',
    placeOnAgenda: 'under-review',
  },
  concluded: {
    keepCommitment: 'concluded',
    missCommitment: 'concluded',
    reopen: ['under-review', 'triaged'],
    withdrawConsent: 'concluded',
  },
  rejected: { withdrawConsent: 'rejected' },
  withdrawn: { withdrawConsent: 'withdrawn' },
  merged: {
    unmerge: ['received', 'triaged', 'referred', 'answered', 'under-review'],
    withdrawConsent: 'merged',
  },
});
