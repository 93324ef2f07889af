import { z } from 'zod';

/*
 * Two kinds of list. Those that the rules of the domain depend on are closed, and an event admits nothing else. Those
 * that a network may change (categories, communities, reasons) are data: what ships is here, and events admit any code.
 */

/** What a person may be (design: "Roles"). */
export const roles = [
  'secretariat',
  'chair',
  'caseworker',
  'representative',
  'officer',
  'auditor',
  'administrator',
] as const;
export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** What an API key may be used for. */
export const scopes = [
  'concerns:submit',
  'concerns:read',
  'concerns:respond',
  'webhooks:manage',
  'subscriptions:manage',
] as const;
export const scope = z.enum(scopes);
export type Scope = z.infer<typeof scope>;

/** Kinds of organisation. An `institution` has the duty to answer. */
export const organisationKinds = [
  'migrant-led',
  'migrant-support',
  'institution',
  'faith',
  'academic',
  'business',
] as const;
export const organisationKind = z.enum(organisationKinds);
export type OrganisationKind = z.infer<typeof organisationKind>;

/** Who may submit: an organisation of a kind, or a person for themself. */
export const submitterKinds = [...organisationKinds, 'person'] as const;
export const submitterKind = z.enum(submitterKinds);
export type SubmitterKind = z.infer<typeof submitterKind>;

export const sectors = ['public', 'private', 'voluntary', 'community'] as const;
export const sector = z.enum(sectors);
export type Sector = z.infer<typeof sector>;

/** The standing of an organisation's record. */
export const organisationStates = ['proposed', 'verified', 'dormant', 'closed'] as const;
export const organisationState = z.enum(organisationStates);
export type OrganisationState = z.infer<typeof organisationState>;

/** The state of a service offered (HSDS 3.0, `service.status`). */
export const serviceStatuses = ['active', 'inactive', 'defunct', 'temporarily closed'] as const;
export const serviceStatus = z.enum(serviceStatuses);
export type ServiceStatus = z.infer<typeof serviceStatus>;

/** An organisation's part on a forum. */
export const seatRoles = ['representative', 'intermediary', 'campaigner', 'institution', 'observer'] as const;
export const seatRole = z.enum(seatRoles);
export type SeatRole = z.infer<typeof seatRole>;

export const themes = [
  'basic-rights-and-needs',
  'safety-and-security',
  'involvement-and-inclusion',
  'esteem-and-recognition',
] as const;
export const theme = z.enum(themes);
export type Theme = z.infer<typeof theme>;

/** How a concern came in. */
export const channels = ['api', 'web', 'meeting', 'public', 'import'] as const;
export const channel = z.enum(channels);
export type Channel = z.infer<typeof channel>;

/** Who may know who submitted, from the widest to nobody. */
export const identityTiers = ['public', 'institution', 'forum', 'anonymous'] as const;
export const identityTier = z.enum(identityTiers);
export type IdentityTier = z.infer<typeof identityTier>;

/** What the people concerned allow their words to be used for. */
export const consentScopes = ['forum', 'institution', 'public-summary'] as const;
export const consentScope = z.enum(consentScopes);
export type ConsentScope = z.infer<typeof consentScope>;

/** Who may see a concern once it has been triaged. */
export const visibilities = ['public', 'members', 'parties'] as const;
export const visibility = z.enum(visibilities);
export type Visibility = z.infer<typeof visibility>;

/** Where a concern stands: the first of its four machines. */
export const handlingStatuses = [
  'received',
  'triaged',
  'referred',
  'answered',
  'under-review',
  'concluded',
  'rejected',
  'withdrawn',
  'merged',
] as const;
export const handlingStatus = z.enum(handlingStatuses);
export type HandlingStatus = z.infer<typeof handlingStatus>;

/** The handling statuses in which a concern is open. */
export const openStatuses = [
  'received',
  'triaged',
  'referred',
  'answered',
  'under-review',
] as const satisfies readonly HandlingStatus[];

/** The statuses that close a concern without an answer: its trace says `closedAs`, and misses nothing. */
export const closedAsStatuses = ['rejected', 'withdrawn', 'merged'] as const satisfies readonly HandlingStatus[];

/** Outcomes that settle an ask. */
export const finalOutcomes = [
  'agreed',
  'agreed-in-part',
  'already-in-place',
  'declined',
  'outside-competence',
] as const;

/** Everything that an institution may answer to an ask; the last two settle nothing. */
export const outcomes = [...finalOutcomes, 'not-ours', 'needs-information'] as const;
export const outcome = z.enum(outcomes);
export type Outcome = z.infer<typeof outcome>;
export type FinalOutcome = (typeof finalOutcomes)[number];

/** The resolution of an ask: open, or its latest outcome. */
export const resolutions = ['open', ...outcomes] as const;
export type Resolution = (typeof resolutions)[number];

/** Outcomes that carry a commitment with owner and date. */
export const committingOutcomes = ['agreed', 'agreed-in-part'] as const satisfies readonly FinalOutcome[];

export const isFinalOutcome = (value: Outcome | Resolution): value is FinalOutcome =>
  (finalOutcomes as readonly string[]).includes(value);

export const commitmentStates = ['open', 'kept', 'missed', 'kept-late'] as const;
export type CommitmentState = (typeof commitmentStates)[number];

/** What a submitter may say of an answered ask. */
export const verdicts = ['resolved', 'partly', 'not-resolved'] as const;
export const verdict = z.enum(verdicts);
export type Verdict = z.infer<typeof verdict>;

/** A verdict, or that none was given before the lapse. */
export const settledVerdicts = [...verdicts, 'none-given'] as const;
export type SettledVerdict = (typeof settledVerdicts)[number];

/** How a concern came to its conclusion. */
export const conclusions = ['verdict', 'lapse'] as const;
export const conclusion = z.enum(conclusions);
export type Conclusion = z.infer<typeof conclusion>;

/** The delivery of a referral, and what became of it. */
export const referralStates = [
  'pending',
  'sent',
  'delivered',
  'failed',
  'acknowledged',
  'returned',
  'answered',
] as const;
export type ReferralState = (typeof referralStates)[number];

/** Duties with a due date. */
export const clockKinds = [
  'acknowledgement',
  'triage',
  'referral-acknowledgement',
  'answer',
  'review',
  'commitment',
  'action',
] as const;
export const clockKind = z.enum(clockKinds);
export type ClockKind = z.infer<typeof clockKind>;

export const clockStates = ['running', 'paused', 'met', 'met-late', 'overdue', 'cancelled'] as const;
export const clockState = z.enum(clockStates);
export type ClockState = z.infer<typeof clockState>;

/** Why due dates moved. */
export const recalculationCauses = ['calendar', 'standards', 'pause', 'resumption', 'extension', 'urgency'] as const;
export const recalculationCause = z.enum(recalculationCauses);
export type RecalculationCause = z.infer<typeof recalculationCause>;

export const nations = ['england-and-wales', 'scotland', 'northern-ireland'] as const;
export const nation = z.enum(nations);
export type Nation = z.infer<typeof nation>;

export const meetingStates = [
  'draft',
  'called',
  'in-session',
  'concluded',
  'minutes-circulated',
  'minutes-approved',
  'postponed',
  'cancelled',
] as const;
export type MeetingState = (typeof meetingStates)[number];

export const placeKinds = ['in-person', 'remote', 'hybrid'] as const;
export const placeKind = z.enum(placeKinds);
export type PlaceKind = z.infer<typeof placeKind>;

export const agendaItemKinds = ['standing', 'concern', 'action-review', 'report', 'open-floor', 'other'] as const;
export const agendaItemKind = z.enum(agendaItemKinds);
export type AgendaItemKind = z.infer<typeof agendaItemKind>;

/** Who put an item on the agenda. */
export const agendaOrigins = ['migrant-led', 'migrant-support', 'institution', 'secretariat'] as const;
export const agendaOrigin = z.enum(agendaOrigins);
export type AgendaOrigin = z.infer<typeof agendaOrigin>;

/** The kind of space in which an item is discussed. */
export const agendaSpaces = ['closed', 'invited', 'created'] as const;
export const agendaSpace = z.enum(agendaSpaces);
export type AgendaSpace = z.infer<typeof agendaSpace>;

export const attendanceStates = ['invited', 'accepted', 'declined', 'attended', 'absent'] as const;
export const attendanceState = z.enum(attendanceStates);
export type AttendanceState = z.infer<typeof attendanceState>;

export const decisionKinds = ['information', 'recommendation', 'resolution'] as const;
export const decisionKind = z.enum(decisionKinds);
export type DecisionKind = z.infer<typeof decisionKind>;

export const actionStates = ['open', 'in-progress', 'done', 'dropped'] as const;
export type ActionState = (typeof actionStates)[number];

export const arrangementKinds = [
  'interpretation',
  'bsl',
  'childcare',
  'travel',
  'step-free',
  'easy-read',
  'remote',
  'other',
] as const;
export const arrangementKind = z.enum(arrangementKinds);
export type ArrangementKind = z.infer<typeof arrangementKind>;

export const arrangementStates = ['requested', 'arranged', 'confirmed', 'met', 'not-met'] as const;
export type ArrangementState = (typeof arrangementStates)[number];

/** How a notice reaches its recipient. */
export const noticeChannels = ['mail', 'webhook', 'in-app'] as const;
export const noticeChannel = z.enum(noticeChannels);
export type NoticeChannel = z.infer<typeof noticeChannel>;

/** Why words were destroyed. */
export const erasureReasons = ['consent-withdrawn', 'taken-down', 'subject-request', 'retention'] as const;
export const erasureReason = z.enum(erasureReasons);
export type ErasureReason = z.infer<typeof erasureReason>;

const bands = [
  [500, '500-or-more'],
  [200, '200-499'],
  [100, '100-199'],
  [50, '50-99'],
  [40, '40-49'],
  [30, '30-39'],
  [20, '20-29'],
  [10, '10-19'],
  [0, 'fewer-than-10'],
] as const;

/** How many people an endorsing organisation speaks of. The lowest is the rule for published numbers of people. */
export const peopleAffectedBands = [
  'fewer-than-10',
  '10-19',
  '20-29',
  '30-39',
  '40-49',
  '50-99',
  '100-199',
  '200-499',
  '500-or-more',
] as const;
export const peopleAffectedBand = z.enum(peopleAffectedBands);
export type PeopleAffectedBand = z.infer<typeof peopleAffectedBand>;

/** The band that a number of people falls into. */
export const bandOf = (people: number): PeopleAffectedBand =>
  bands.find(([from]) => people >= from)?.[1] ?? 'fewer-than-10';

/** Codes and their meaning in a line of English: what ships, until the network changes the list. */
type ShippedList = Readonly<Record<string, string>>;

export const categories = {
  housing: 'Housing, repairs, temporary accommodation and homelessness',
  health: 'Health services, mental health and access to a doctor',
  schools: 'Schools, nurseries and children’s services',
  language: 'Learning English, interpreting and translation',
  work: 'Work, training and the recognition of qualifications',
  'immigration-advice': 'Access to advice on immigration status',
  policing: 'Policing, hate crime and safety in public places',
  benefits: 'Benefits, money and debt',
  documents: 'Identity documents, bank accounts and registration',
  discrimination: 'Unequal treatment by a service, employer or landlord',
  participation: 'Taking part in decisions and in civic life',
  other: 'None of the other categories',
} as const satisfies ShippedList;
export type ShippedCategory = keyof typeof categories;

export const rejectReasons = {
  'out-of-scope': 'No forum of this network deals with it',
  duplicate: 'The same concern has been submitted before',
  'not-a-concern': 'It raises nothing that could be answered',
  'unlawful-content': 'It contains what may not lawfully be kept',
} as const satisfies ShippedList;
export type RejectReason = keyof typeof rejectReasons;

export const outcomeReasons = {
  'within-current-plan': 'Existing plans and budgets cover it',
  'new-resources-found': 'Money or staff has been found for it',
  'policy-changed': 'A policy is changed because of it',
  'already-provided': 'It is provided already',
  'no-resources': 'There is neither money nor staff for it',
  'against-policy': 'A policy in force stands against it',
  'no-legal-power': 'The law gives no power to do it',
  'other-body': 'Another body is responsible',
  'insufficient-information': 'What is known does not suffice for a decision',
  'not-justified': 'It was examined and found not justified',
} as const satisfies ShippedList;
export type OutcomeReason = keyof typeof outcomeReasons;

export const returnReasons = {
  'other-body': 'Another institution is responsible, and is named',
  'unknown-body': 'Another institution is responsible, and it is not known which',
} as const satisfies ShippedList;
export type ReturnReason = keyof typeof returnReasons;

export const extensionReasons = {
  'awaiting-third-party': 'Somebody else has to act or reply first',
  complex: 'The matter needs more inquiry than usual',
  'staff-absence': 'Those who could answer are absent',
  consultation: 'Others have to be consulted first',
} as const satisfies ShippedList;
export type ExtensionReason = keyof typeof extensionReasons;

export const reopenReasons = {
  'not-delivered': 'What was promised did not come',
  'answer-incomplete': 'Part of the ask was not answered',
  'answer-wrong': 'The answer rests on an error',
  'new-facts': 'Something has come to light since',
} as const satisfies ShippedList;
export type ReopenReason = keyof typeof reopenReasons;

export const dropReasons = {
  overtaken: 'Events have overtaken it',
  'no-longer-wanted': 'Those who wanted it want it no longer',
  'not-possible': 'It cannot be done',
} as const satisfies ShippedList;
export type DropReason = keyof typeof dropReasons;

export const withdrawReasons = {
  'resolved-elsewhere': 'It was settled in another way',
  consent: 'The people concerned no longer consent',
  mistake: 'It was submitted by mistake',
  other: 'Another reason',
} as const satisfies ShippedList;
export type WithdrawReason = keyof typeof withdrawReasons;

/** The lists that a network may change, as they ship. Communities have none: every network names its own. */
export const shippedCodeLists = Object.freeze({
  categories,
  communities: {},
  'reject-reasons': rejectReasons,
  'outcome-reasons': outcomeReasons,
  'return-reasons': returnReasons,
  'extension-reasons': extensionReasons,
  'reopen-reasons': reopenReasons,
  'drop-reasons': dropReasons,
  'withdraw-reasons': withdrawReasons,
} as const satisfies Record<string, ShippedList>);

/** The name of a list that a network may change; the path segment of `PUT /v1/code-lists/{name}`. */
export const codeListNames = [
  'categories',
  'communities',
  'reject-reasons',
  'outcome-reasons',
  'return-reasons',
  'extension-reasons',
  'reopen-reasons',
  'drop-reasons',
  'withdraw-reasons',
] as const satisfies readonly (keyof typeof shippedCodeLists)[];
export const codeListName = z.enum(codeListNames);
export type CodeListName = z.infer<typeof codeListName>;
