import { problem } from '@throughline/kernel';

/** The forum is not one that this network knows. */
export class ForumUnknown extends problem({
  code: 'forum-unknown',
  kind: 'impossible',
  title: 'There is no such forum',
  remedy: 'Send the id of a forum that meets; `GET /v1/forums` lists them.',
}) {}

/** The organisation named is not known, or is not an institution that could answer. */
export class InstitutionUnknown extends problem({
  code: 'institution-unknown',
  kind: 'impossible',
  title: 'There is no such institution in this network',
  remedy: 'Name a verified organisation of kind `institution`; GET /v1/routing-suggestions proposes some.',
}) {}

/** Only verified organisations may submit. */
export class OrganisationNotVerified extends problem({
  code: 'organisation-not-verified',
  kind: 'conflict',
  title: 'The organisation is not verified',
  remedy: 'Ask the secretariat of a forum to verify the organisation, then send the same request again.',
}) {}

/** The bearer speaks for several organisations, so nobody can tell for which one this is. */
export class SubmitterAmbiguous extends problem({
  code: 'submitter-ambiguous',
  kind: 'impossible',
  title: 'It is not clear which organisation submits this',
  remedy: 'You act for several organisations: submit with the API key of the one that you mean.',
}) {}

/** A consent without the scope `forum` would leave nobody who may read the concern. */
export class ConsentLacksForum extends problem({
  code: 'consent-lacks-forum',
  kind: 'impossible',
  title: 'Consent has to include the forum',
  remedy: 'Ask the people concerned whether the forum’s secretariat may read it, and put `forum` into the scope.',
}) {}

/** Something is said to lie later than now, or a day that is none. */
export class DateImpossible extends problem({
  code: 'date-impossible',
  kind: 'impossible',
  title: 'That date cannot be',
  remedy: 'Send a day of the calendar that fits the thing it belongs to; the detail says which rule it broke.',
}) {}

/** An external reference would tell who an anonymous submitter is. */
export class ExternalReferenceRefused extends problem({
  code: 'external-reference-refused',
  kind: 'impossible',
  title: 'An anonymous concern carries no external reference',
  remedy: 'Leave `externalReference` out, or choose another identity tier.',
}) {}

/** A thing inside the concern (ask, referral, answer, commitment, request) that the concern does not have. */
export class NotPartOfConcern extends problem({
  code: 'not-part-of-concern',
  kind: 'not-found',
  title: 'The concern has no such part',
  remedy: 'Read the concern again: it lists its asks, referrals, answers, commitments and requests.',
}) {}

/** An ask number that the concern does not have. */
export class AskUnknown extends problem({
  code: 'ask-unknown',
  kind: 'impossible',
  title: 'The concern has no ask with that number',
  remedy: 'Read the concern again: each of its asks carries its number.',
}) {
  constructor(number: number) {
    super(`There is no ask ${number}.`);
  }
}

/** The same ask was named twice in one command. */
export class AskNamedTwice extends problem({
  code: 'ask-named-twice',
  kind: 'impossible',
  title: 'An ask is named twice',
  remedy: 'Name each ask once.',
}) {
  constructor(number: number) {
    super(`Ask ${number} is named more than once.`);
  }
}

/** The ask is with an institution already. */
export class AskAlreadyReferred extends problem({
  code: 'ask-already-referred',
  kind: 'conflict',
  title: 'The ask is already with an institution',
  remedy: 'Wait for its answer, or for it to be returned.',
}) {
  constructor(number: number) {
    super(`Ask ${number} is with an institution already.`);
  }
}

/** The ask has its final outcome. */
export class AskAlreadyAnswered extends problem({
  code: 'ask-already-answered',
  kind: 'conflict',
  title: 'The ask has its final outcome already',
  remedy: 'Reopen the ask if the answer does not help; an answer that stands is never overwritten.',
}) {
  constructor(number: number) {
    super(`Ask ${number} has its final outcome already.`);
  }
}

/** A verdict was given before there was anything to judge. */
export class AskNotAnswered extends problem({
  code: 'ask-not-answered',
  kind: 'conflict',
  title: 'The ask has no final outcome yet',
  remedy: 'Wait for the institution’s answer to this ask.',
}) {
  constructor(number: number) {
    super(`Ask ${number} has no final outcome yet.`);
  }
}

/** The verdict on this ask has been given. */
export class VerdictAlreadyGiven extends problem({
  code: 'verdict-already-given',
  kind: 'conflict',
  title: 'The verdict on this ask has been given',
  remedy: 'Reopen the ask if things turned out otherwise.',
}) {
  constructor(number: number) {
    super(`The verdict on ask ${number} has been given already.`);
  }
}

/** The triage leaves an ask out. */
export class AsksIncomplete extends problem({
  code: 'asks-incomplete',
  kind: 'impossible',
  title: 'Every ask needs its text as triaged',
  remedy: 'Send each ask of the concern once, with its number.',
}) {
  constructor(number: number) {
    super(`Ask ${number} is missing.`);
  }
}

/** The referral holds no ask any more that is without a final outcome. */
export class ReferralClosed extends problem({
  code: 'referral-closed',
  kind: 'conflict',
  title: 'The referral is not open any more',
  remedy: 'Each of its asks has been answered or went back. Read the concern again.',
}) {}

/** The referral has had its one extension. */
export class ReferralAlreadyExtended extends problem({
  code: 'referral-already-extended',
  kind: 'conflict',
  title: 'The referral has been extended already',
  remedy: 'A referral is extended once at most. Publish the answer that you have, or ask for information.',
}) {}

/** An outcome is given for an ask that this referral does not hold. */
export class AskNotInReferral extends problem({
  code: 'ask-not-in-referral',
  kind: 'impossible',
  title: 'The ask does not belong to this referral',
  remedy: 'Answer only asks that the referral lists and that are still open.',
}) {
  constructor(number: number) {
    super(`Ask ${number} is not open in this referral.`);
  }
}

/** `agreed` and `agreed-in-part` promise something; the promise has an owner and a date. */
export class CommitmentMissing extends problem({
  code: 'commitment-missing',
  kind: 'impossible',
  title: 'An agreed outcome needs a commitment',
  remedy: 'Say what was promised, who does it and by when; with `kept: true` if it is done already.',
}) {
  constructor(number: number) {
    super(`Ask ${number} is agreed, and nothing says by whom and by when.`);
  }
}

/** A commitment stands beside an outcome that promises nothing. */
export class CommitmentUnfounded extends problem({
  code: 'commitment-unfounded',
  kind: 'impossible',
  title: 'Only an agreed outcome carries a commitment',
  remedy: 'Leave the commitment out, or change the outcome to `agreed` or `agreed-in-part`.',
}) {
  constructor(number: number) {
    super(`The outcome of ask ${number} promises nothing, and a commitment is sent with it.`);
  }
}

/** `nextInstitutionId` does not go with the outcome or reason. */
export class NextInstitutionMismatch extends problem({
  code: 'next-institution-mismatch',
  kind: 'impossible',
  title: 'The next institution does not go with the reason',
  remedy: 'Name the next institution with `other-body`, and none with `unknown-body` or any other outcome.',
}) {}

/** The answer has been published and stays as it is. */
export class AnswerAlreadyPublished extends problem({
  code: 'answer-already-published',
  kind: 'conflict',
  title: 'A published answer is never edited',
  remedy: 'Draft a new version: it supersedes this one and both stay visible.',
}) {}

/** Who published the answer under review may not publish the review. */
export class ReviewerIsAuthor extends problem({
  code: 'reviewer-is-author',
  kind: 'conflict',
  title: 'A review is published by another person',
  remedy: 'Ask a colleague who did not publish the answer under review to publish this one.',
}) {}

/** Only an open or missed commitment can be kept. */
export class CommitmentSettled extends problem({
  code: 'commitment-settled',
  kind: 'conflict',
  title: 'The commitment has been recorded already',
  remedy: 'Read the concern again: the commitment says whether it was kept or missed.',
}) {}

/** A commitment is missed when its date has passed, not before. */
export class CommitmentNotYetDue extends problem({
  code: 'commitment-not-yet-due',
  kind: 'conflict',
  title: 'The commitment’s date has not passed',
  remedy: 'Wait until the day after its date.',
}) {
  constructor(due: string) {
    super(`It is due on ${due}; it can be recorded as missed from the day after.`);
  }
}

/** The request has its reply. */
export class InformationAlreadySupplied extends problem({
  code: 'information-already-supplied',
  kind: 'conflict',
  title: 'The information has been supplied',
  remedy: 'Wait for a further request, or reopen the ask when it is answered.',
}) {}

/** The submitter has an unanswered question already. */
export class InformationAlreadyAwaited extends problem({
  code: 'information-already-awaited',
  kind: 'conflict',
  title: 'You are waiting for information already',
  remedy: 'Wait for the submitter’s reply before you ask again.',
}) {}

/** The concern has the most of something that it may have. */
export class TooManyParts extends problem({
  code: 'too-many-parts',
  kind: 'conflict',
  title: 'The concern has as many of these as it may have',
  remedy: 'The detail names the limit; raise a new concern for what goes beyond it.',
}) {}

/** An organisation speaks once. */
export class AlreadyEndorsed extends problem({
  code: 'already-endorsed',
  kind: 'conflict',
  title: 'Your organisation stands behind this concern already',
  remedy: 'Withdraw the endorsement first if its particulars changed.',
}) {}

/** The submitter cannot also endorse. */
export class OwnConcern extends problem({
  code: 'own-concern',
  kind: 'conflict',
  title: 'Your organisation submitted this concern',
  remedy: 'Other organisations endorse it; yours stands behind it as its submitter.',
}) {}

/** The consent can only become narrower. */
export class ConsentCannotGrow extends problem({
  code: 'consent-cannot-grow',
  kind: 'impossible',
  title: 'Withdrawing consent cannot widen it',
  remedy: 'Send only scopes that the consent holds now; a wider consent is a new submission.',
}) {}

/** A concern cannot be merged with itself, with one of another forum, or with one that is closed. */
export class MergeImpossible extends problem({
  code: 'merge-impossible',
  kind: 'conflict',
  title: 'These concerns cannot be merged',
  remedy: 'Merge into an open concern of the same forum that is not merged itself.',
}) {}
