/** A fictional forum in the shapes that api.md gives, as the API would answer them on 9 December 2026. */
export const housing = 'org_01kc0000000000000000000001';
export const college = 'org_01kc0000000000000000000002';
export const kinfolk = 'org_01kc0000000000000000000003';
const welcomeHub = 'org_01kc0000000000000000000004';
export const forumId = 'frm_01kc0000000000000000000001';
export const concernId = 'con_01kc0000000000000000000001';
export const concludedId = 'con_01kc0000000000000000000002';
export const freshId = 'con_01kc0000000000000000000003';
export const triagedId = 'con_01kc0000000000000000000004';
export const draftId = 'ans_01kc0000000000000000000002';
export const meetingId = 'mtg_01kc0000000000000000000001';
export const nextMeetingId = 'mtg_01kc0000000000000000000002';
const actionId = 'act_01kc0000000000000000000001';

const en = (text: string) => ({ text, language: 'en' });

export const organisations = [
  {
    id: housing,
    kind: 'institution',
    sector: 'public',
    state: 'verified',
    names: [en('Northgate City Council – Housing')],
    description: en('Looks after council homes and temporary flats in Northgate.'),
    languages: ['en'],
    communities: [],
    themes: ['basic-rights-and-needs'],
    areas: [],
    identifiers: [],
    contacts: [],
    seats: [{ id: 'sea_1', forumId, role: 'institution', from: '2026-01-01', to: null }],
    responsibilities: [{ category: 'housing', areas: [], team: 'Temporary accommodation' }],
    assured: { at: '2026-03-01T09:00:00Z', until: '2026-08-28T09:00:00Z', stale: true },
    successorId: null,
    version: 4,
  },
  {
    id: college,
    kind: 'institution',
    sector: 'public',
    state: 'verified',
    names: [en('Northgate College')],
    seats: [{ id: 'sea_2', forumId, role: 'institution', from: '2026-11-10', to: null }],
    version: 3,
  },
  {
    id: kinfolk,
    kind: 'migrant-led',
    sector: 'community',
    state: 'verified',
    names: [en('Kinfolk Aston'), { text: 'أهل أستون', language: 'ar' }, { text: 'Qaraabada Aston', language: 'so' }],
    languages: ['so', 'ar', 'en'],
    communities: ['somali'],
    seats: [{ id: 'sea_3', forumId, role: 'representative', from: '2026-01-01', to: null }],
    version: 3,
  },
  {
    id: welcomeHub,
    kind: 'migrant-support',
    sector: 'voluntary',
    state: 'verified',
    names: [en('City Welcome Hub')],
    seats: [{ id: 'sea_4', forumId, role: 'intermediary', from: '2026-01-01', to: null }],
    version: 3,
  },
];

export const forum = {
  id: forumId,
  name: 'Northgate Migration Forum',
  code: 'NMF',
  nation: 'england-and-wales',
  timeZone: 'Europe/London',
  languages: ['en'],
  quorum: 3,
  closureDays: [{ date: '2026-12-29', name: 'Council offices closed' }],
  standards: { acknowledgementDays: 3, triageDays: 10, referralAcknowledgementDays: 5, answerDays: 20, reviewDays: 20 },
  version: 1,
};

export const answerClock = {
  kind: 'answer',
  owedBy: housing,
  about: { referralId: 'ref_1' },
  startedAt: '2026-11-03T10:15:00Z',
  due: '2026-12-01',
  state: 'overdue',
  workingDaysLeft: 0,
  workingDaysLate: 6,
  pausedDays: 0,
  extendedByDays: 0,
};

const collegeClock = {
  ...answerClock,
  owedBy: college,
  due: '2026-12-15',
  state: 'running',
  workingDaysLeft: 4,
  workingDaysLate: 0,
};
const acknowledged = {
  ...answerClock,
  kind: 'acknowledgement',
  owedBy: 'secretariat',
  due: '2026-11-05',
  state: 'met',
  workingDaysLate: 0,
};

const summary = en(
  'Families in temporary flats have no working heating. They ask for repairs, for one named contact at the housing office, and for English classes at times when parents can come.',
);

export const openTrace = {
  reference: 'NMF-2026-0042',
  id: concernId,
  forumId,
  status: 'referred',
  closedAs: null,
  visibility: 'public',
  links: [
    {
      kind: 'submission',
      id: concernId,
      at: '2026-11-02T16:50:00Z',
      by: 'submitter',
      words: null,
      data: { asks: [1, 2, 3] },
    },
    { kind: 'acknowledgement', id: 'evt_1', at: '2026-11-03T09:20:00Z', by: 'secretariat', words: null, data: {} },
    { kind: 'triage', id: 'evt_2', at: '2026-11-03T10:05:00Z', by: 'secretariat', words: summary, data: {} },
    {
      kind: 'referral',
      id: 'ref_1',
      at: '2026-11-03T10:15:00Z',
      by: 'secretariat',
      words: null,
      data: { institutionId: housing, asks: [1, 2], due: '2026-12-01' },
    },
    {
      kind: 'endorsement',
      id: 'end_1',
      at: '2026-11-05T12:00:00Z',
      by: welcomeHub,
      words: { text: 'نسمع الشيء نفسه كل أسبوع.', language: 'ar' },
      data: { peopleAffected: '30-39' },
    },
    {
      kind: 'referral-acknowledgement',
      id: 'ref_1',
      at: '2026-11-06T11:00:00Z',
      by: housing,
      words: null,
      data: { asks: [1, 2] },
    },
    {
      kind: 'referral',
      id: 'ref_2',
      at: '2026-11-17T09:00:00Z',
      by: 'secretariat',
      words: null,
      data: { institutionId: college, asks: [3], due: '2026-12-15' },
    },
    {
      kind: 'decision',
      id: 'dec_1',
      at: '2026-12-03T18:40:00Z',
      by: 'secretariat',
      words: en('Housing is asked to name one officer for the building by 15 December.'),
      data: { meetingId, number: 'NMF/2026/5.3', kind: 'resolution', institutionId: housing },
    },
    {
      kind: 'action',
      id: actionId,
      at: '2026-12-03T18:45:00Z',
      by: 'secretariat',
      words: { unavailable: true },
      data: { ownerId: housing, due: '2026-12-15', state: 'open', meetingId },
    },
  ],
  asks: [
    {
      number: 1,
      text: en('Repair the heating in the building.'),
      resolution: 'open',
      outcome: null,
      reason: null,
      answer: null,
      commitment: null,
      verdict: null,
    },
    {
      number: 2,
      text: en('Name one housing officer for the building.'),
      resolution: 'open',
      outcome: null,
      reason: null,
      answer: null,
      commitment: null,
      verdict: null,
    },
    {
      number: 3,
      text: en('Offer an English class at a time when parents can come.'),
      resolution: 'open',
      outcome: null,
      reason: null,
      answer: null,
      commitment: null,
      verdict: null,
    },
  ],
  clocks: [acknowledged, answerClock, collegeClock],
  complete: false,
  missing: [
    { link: 'answer', ask: 1, owedBy: housing, due: '2026-12-01', overdueByDays: 6 },
    { link: 'answer', ask: 2, owedBy: housing, due: '2026-12-01', overdueByDays: 6 },
    { link: 'answer', ask: 3, owedBy: college, due: '2026-12-15', overdueByDays: 0 },
    { link: 'action', ask: null, owedBy: housing, due: '2026-12-15', overdueByDays: 0 },
  ],
};

export const completeTrace = {
  ...openTrace,
  reference: 'NMF-2026-0007',
  id: concludedId,
  status: 'concluded',
  links: [
    ...openTrace.links.slice(0, 4),
    {
      kind: 'agenda-item',
      id: 'itm_2',
      at: '2026-11-20T09:00:00Z',
      by: 'secretariat',
      words: en('Heating in temporary flats'),
      data: {
        meetingId,
        startsAt: '2026-12-03T17:30:00Z',
        state: 'concluded',
        origin: 'migrant-led',
        space: 'invited',
      },
    },
    {
      kind: 'answer',
      id: 'ans_1',
      at: '2026-12-08T15:10:00Z',
      by: housing,
      words: en('The boiler is replaced.'),
      data: { ask: 1, outcome: 'agreed', reason: 'within-current-plan', version: 1 },
    },
    {
      kind: 'answer',
      id: 'ans_1',
      at: '2026-12-08T15:10:00Z',
      by: housing,
      words: null,
      data: { ask: 2, outcome: 'declined', reason: 'no-resources', version: 1 },
    },
    {
      kind: 'commitment',
      id: 'cmt_1',
      at: '2026-12-09T11:00:00Z',
      by: housing,
      words: null,
      data: { ask: 1, state: 'kept' },
    },
    {
      kind: 'verdict',
      id: 'evt_9',
      at: '2026-12-10T10:00:00Z',
      by: 'submitter',
      words: null,
      data: { ask: 1, verdict: 'resolved' },
    },
    { kind: 'conclusion', id: 'evt_10', at: '2026-12-10T10:00:00Z', by: 'system', words: null, data: {} },
  ],
  asks: [
    {
      number: 1,
      text: en('Repair the heating in the building.'),
      resolution: 'agreed',
      outcome: 'agreed',
      reason: 'within-current-plan',
      verdict: 'resolved',
    },
    {
      number: 2,
      text: en('Name one housing officer for the building.'),
      resolution: 'declined',
      outcome: 'declined',
      reason: 'no-resources',
      verdict: 'not-resolved',
    },
  ],
  clocks: [acknowledged, { ...answerClock, state: 'met-late', workingDaysLate: 5 }],
  complete: true,
  missing: [],
};

export const concern = {
  id: concernId,
  reference: 'NMF-2026-0042',
  forumId,
  status: 'referred',
  closedAs: null,
  version: 9,
  submittedAt: '2026-11-02T16:50:00Z',
  acknowledgedAt: '2026-11-03T09:20:00Z',
  channel: 'api',
  submitter: { organisationId: kinfolk, identityTier: 'institution' },
  onBehalfOf: {
    peopleConcerned: 14,
    consent: { scope: ['forum', 'institution', 'public-summary'], version: '2026-1', givenOn: '2026-11-02' },
  },
  externalReference: 'CASE-1182',
  urgent: false,
  category: 'housing',
  theme: 'basic-rights-and-needs',
  areas: [],
  visibility: 'public',
  narrative: { text: 'Guriga kuleyl ma leh.\nCarruurtu way xanuunsan yihiin.', language: 'so' },
  publicSummary: summary,
  asks: [
    {
      number: 1,
      text: en('Repair the heating in the building.'),
      category: 'housing',
      resolution: 'open',
      referralId: 'ref_1',
      outcome: null,
      reason: null,
      answerId: null,
      commitmentId: null,
      verdict: null,
    },
    {
      number: 2,
      text: en('Name one housing officer for the building.'),
      category: 'housing',
      resolution: 'agreed',
      referralId: 'ref_1',
      outcome: 'agreed',
      reason: 'within-current-plan',
      answerId: 'ans_1',
      commitmentId: 'cmt_1',
      verdict: null,
    },
    {
      number: 3,
      text: null,
      category: 'language',
      resolution: 'open',
      referralId: 'ref_2',
      outcome: null,
      reason: null,
      answerId: null,
      commitmentId: null,
      verdict: null,
    },
  ],
  referrals: [
    {
      id: 'ref_1',
      institutionId: housing,
      asks: [1, 2],
      state: 'acknowledged',
      at: '2026-11-03T10:15:00Z',
      due: '2026-12-01',
      extendedByDays: 0,
      assigneeId: null,
    },
    {
      id: 'ref_2',
      institutionId: college,
      asks: [3],
      state: 'delivered',
      at: '2026-11-17T09:00:00Z',
      due: '2026-12-15',
      extendedByDays: 0,
      assigneeId: null,
    },
  ],
  answers: [
    {
      id: draftId,
      version: 2,
      referralId: 'ref_1',
      state: 'draft',
      publishedAt: null,
      outcomes: [
        {
          ask: 1,
          outcome: 'agreed',
          reason: 'within-current-plan',
          text: en('The boiler will be replaced under this year’s plan.'),
          plain: en('You get a new boiler.'),
          commitment: {
            id: 'cmt_2',
            ownerId: housing,
            due: '2027-01-22',
            kept: false,
            text: en('Replace the boiler.'),
          },
          nextInstitutionId: null,
          signpost: null,
        },
      ],
    },
    {
      id: 'ans_1',
      version: 1,
      referralId: 'ref_1',
      state: 'published',
      publishedAt: '2026-12-08T15:10:00Z',
      outcomes: [
        {
          ask: 2,
          outcome: 'agreed',
          reason: 'within-current-plan',
          text: en('The duty officer of the temporary accommodation team is the contact for this building.'),
          plain: en('The duty officer is your contact.'),
        },
      ],
    },
  ],
  commitments: [
    {
      id: 'cmt_1',
      ask: 2,
      ownerId: housing,
      due: '2026-12-08',
      state: 'kept',
      text: en('Post the contact in the hallway.'),
    },
  ],
  informationRequests: [],
  endorsements: [],
  mergedInto: null,
  absorbed: [],
  clocks: [acknowledged, answerClock],
  links: {},
};

/** The same before anybody has read it. */
export const freshConcern = {
  ...concern,
  id: freshId,
  reference: 'NMF-2026-0060',
  status: 'received',
  acknowledgedAt: null,
  theme: null,
  visibility: null,
  publicSummary: null,
  asks: concern.asks.map((ask) => ({
    ...ask,
    text: en(`Ask number ${ask.number}`),
    resolution: 'open',
    referralId: null,
    outcome: null,
    reason: null,
    answerId: null,
    commitmentId: null,
  })),
  referrals: [],
  answers: [],
  commitments: [],
};
/** And once it has been read, before it is with anybody. */
export const triagedConcern = { ...freshConcern, id: triagedId, reference: 'NMF-2026-0059', status: 'triaged' };

export const clocks = {
  clocks: [
    {
      ...answerClock,
      explanation: [
        { date: '2026-11-03', counted: false, reason: 'start-day' },
        { date: '2026-11-04', counted: true, number: 1 },
        { date: '2026-11-05', counted: true, number: 2 },
        { date: '2026-11-06', counted: true, number: 3 },
        { date: '2026-11-07', counted: false, reason: 'weekend' },
        { date: '2026-11-08', counted: false, reason: 'weekend' },
        { date: '2026-11-09', counted: false, reason: 'bank-holiday', name: 'A bank holiday of this story' },
        { date: '2026-11-10', counted: false, reason: 'paused' },
      ],
    },
    { ...acknowledged, explanation: [] },
  ],
};

const item = (reference: string, more: object) => ({
  id: concernId,
  reference,
  forumId,
  status: 'referred',
  category: 'housing',
  urgent: false,
  submittedAt: '2026-11-02T16:50:00Z',
  clockGroup: 'overdue',
  clocks: [answerClock],
  clock: answerClock,
  summary,
  ...more,
});

export const openConcerns = {
  total: 5,
  groups: {
    status: { referred: 4, 'under-review': 1 },
    category: { housing: 4, health: 1 },
    clock: { overdue: 1, running: 3 },
  },
  items: [
    item('NMF-2026-0042', {}),
    item('NMF-2026-0051', {
      urgent: true,
      submittedAt: '2026-12-07T09:00:00Z',
      clocks: [
        {
          ...answerClock,
          kind: 'referral-acknowledgement',
          due: '2026-12-10',
          state: 'running',
          workingDaysLeft: 1,
          workingDaysLate: 0,
        },
      ],
    }),
    item('NMF-2026-0047', {
      clocks: [{ ...answerClock, due: '2026-12-15', state: 'running', workingDaysLeft: 4, workingDaysLate: 0 }],
    }),
    item('NMF-2026-0049', {
      category: 'health',
      status: 'under-review',
      clocks: [
        {
          ...answerClock,
          kind: 'review',
          due: '2027-01-06',
          state: 'running',
          workingDaysLeft: 17,
          workingDaysLate: 0,
        },
      ],
    }),
    item('NMF-2026-0039', { clocks: [{ ...answerClock, state: 'paused', workingDaysLate: 0, workingDaysLeft: 7 }] }),
  ],
};

const place = { kind: 'hybrid', text: en('Northgate Library, upper hall') };
export const meeting = {
  id: meetingId,
  forumId,
  number: 5,
  year: 2026,
  title: en('December meeting'),
  state: 'concluded',
  startsAt: '2026-12-03T17:30:00Z',
  endsAt: '2026-12-03T19:30:00Z',
  place,
  agenda: [
    {
      id: 'itm_1',
      order: 1,
      kind: 'standing',
      origin: 'secretariat',
      space: 'invited',
      minutes: 5,
      title: en('Minutes of the last meeting'),
      concerns: [],
    },
    {
      id: 'itm_2',
      order: 2,
      kind: 'concern',
      origin: 'migrant-led',
      space: 'invited',
      minutes: 20,
      title: en('Heating in temporary flats'),
      concerns: [concernId],
    },
  ],
  attendance: [
    { organisationId: kinfolk, state: 'attended', people: 2 },
    { organisationId: housing, state: 'attended', people: 1 },
    { organisationId: college, state: 'absent', people: null },
  ],
  quorum: { needed: 3, present: 5, met: true },
  arrangements: [],
  decisions: [
    {
      id: 'dec_1',
      number: 'NMF/2026/5.3',
      kind: 'resolution',
      text: en('Housing is asked to name one officer for the building by 15 December.'),
      concerns: [concernId],
      institutionId: housing,
    },
  ],
  actions: [actionId],
  minutes: null,
  version: 12,
};
export const nextMeeting = {
  ...meeting,
  id: nextMeetingId,
  number: 1,
  year: 2027,
  title: en('January meeting'),
  state: 'called',
  startsAt: '2027-01-28T17:30:00Z',
  endsAt: '2027-01-28T19:30:00Z',
  agenda: [],
  attendance: [],
  quorum: null,
  decisions: [],
  actions: [],
};

export const action = {
  id: actionId,
  forumId,
  meetingId,
  decisionId: 'dec_1',
  ownerId: housing,
  due: '2026-12-15',
  state: 'open',
  overdue: false,
  concerns: [concernId],
  text: en('Report to the forum who the officer is.'),
  notes: [],
  carriedTo: [],
  version: 1,
};

export const overdue = {
  items: [
    { concernId, reference: 'NMF-2026-0042', kind: 'answer', owedBy: housing, due: '2026-12-01', workingDaysLate: 6 },
  ],
};

export const answered = {
  items: [
    { id: concludedId, reference: 'NMF-2026-0007', status: 'answered', category: 'housing', publicSummary: summary },
  ],
};

export const people = [
  { id: 'per_officer', name: 'Priya Marsh', roles: [{ role: 'officer', organisationId: housing }] },
  { id: 'per_college', name: 'Sam Quill', roles: [{ role: 'officer', organisationId: college }] },
  { id: 'per_secretariat', name: 'Tom Okafor', roles: [{ role: 'secretariat', forumId }] },
  { id: 'per_caseworker', name: 'Hodan Ali', roles: [{ role: 'caseworker', organisationId: kinfolk }] },
];
