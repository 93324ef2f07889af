import { definePolicy, type Grant } from '@throughline/kernel';

const reads: readonly Grant[] = [
  { scope: 'concerns:read' },
  { role: 'caseworker' },
  { role: 'representative' },
  { role: 'secretariat' },
  { role: 'chair' },
  { role: 'officer' },
  { role: 'auditor' },
  { role: 'administrator' },
];
/** The secretariat stands under `submitter` too where it logged the concern itself, for nobody else speaks for it then. */
const submitter: readonly Grant[] = [
  { scope: 'concerns:respond', over: 'submitter' },
  { role: 'caseworker', over: 'submitter' },
  { role: 'representative', over: 'submitter' },
  { role: 'secretariat', over: 'submitter' },
];
const secretariat: readonly Grant[] = [{ role: 'secretariat', over: 'forum' }];
const officer: readonly Grant[] = [{ role: 'officer', over: 'institution' }];

/**
 * Who may do what to a concern. Relations: `forum` (its forum), `submitter` (the organisation that submitted it, or the
 * forum whose secretariat did), `institution` (of the referral or open referrals that the command is about), `owner` (of a
 * commitment), `organisation` (the one that the bearer names as its own). Whether somebody may know of a concern at all is
 * `concerns/concern-visibility.ts`, and comes first: what a reader may not see is 404 before it is ever 403.
 */
export const policy = definePolicy({
  'concern.submit': [
    { scope: 'concerns:submit' },
    { role: 'caseworker' },
    { role: 'representative' },
    { role: 'secretariat', over: 'forum' },
  ],
  'concern.submit-batch': [{ scope: 'concerns:submit' }, { role: 'caseworker' }, { role: 'representative' }],
  'concern.submit-publicly': ['anyone'],
  'concern.read-publicly': ['anyone'],
  // Whoever holds the return code of an anonymous concern is its submitter; nothing else is known of them.
  'concern.follow-up': ['anyone'],
  'concern.find-similar': [...reads, { scope: 'concerns:submit' }],
  'concern.read': reads,
  'concern.list': reads,
  'concern.acknowledge': secretariat,
  'concern.triage': secretariat,
  'concern.reject': secretariat,
  'concern.refer': secretariat,
  'concern.answer-outside-competence': secretariat,
  'concern.merge': secretariat,
  'concern.place-on-agenda': secretariat,
  'concern.request-information': [...secretariat, ...officer],
  'concern.supply-information': submitter,
  'concern.acknowledge-referral': officer,
  'concern.return-referral': officer,
  'concern.extend-referral': officer,
  'concern.draft-answer': officer,
  'concern.publish-answer': officer,
  'concern.keep-commitment': [{ role: 'officer', over: 'owner' }, ...secretariat],
  'concern.miss-commitment': [...submitter, ...secretariat],
  'concern.give-verdicts': submitter,
  'concern.reopen': [...submitter, ...secretariat],
  'concern.withdraw': submitter,
  'concern.withdraw-consent': submitter,
  'concern.endorse': [{ scope: 'concerns:respond' }, { role: 'representative' }],
  'concern.withdraw-endorsement': [
    { scope: 'concerns:respond', over: 'organisation' },
    { role: 'representative', over: 'organisation' },
  ],
});

/** An entry of the table. */
export type Action = (typeof policy.actions)[number];
