import type { Answer, DemoClient } from '@throughline/embedded';

/** What is missing from a trace and whose turn it is, as the API says it. */
export interface Missing {
  readonly link: string;
  readonly ask?: number;
  readonly owedBy: string;
}

/** Who acts in the story, and on what. */
export interface Stage {
  /** Somebody of the cast: a role or person (`secretariat`, `housing-1`), or `api:<organisation>`. */
  as(who: string): DemoClient;
  readonly forumId: string;
  readonly organisations: Readonly<Record<'kinfolk' | 'hub' | 'housing' | 'learning' | 'faiths', string>>;
  moveClockTo(instant: string): Promise<void>;
}

/** What the steps leave for one another. */
export interface Thread {
  concernId: string;
  reference: string;
  housingReferral: string;
  learningReferral: string;
  meetingId: string;
  itemId: string;
  decisionId: string;
  actionId: string;
}

/** One step: when, what is done, and what the trace then says is missing. */
export interface Step {
  readonly name: string;
  readonly at: string;
  act(stage: Stage, thread: Thread): Promise<void>;
  missingAfter(stage: Stage): readonly Missing[];
}

const inEnglish = (text: string) => ({ text, language: 'en' });
const idOf = (answer: Answer) => String(answer.created ?? answer.id);
const concern = (thread: Thread) => `/v1/concerns/${thread.concernId}`;
const meeting = (thread: Thread) => `/v1/meetings/${thread.meetingId}`;
const each = (link: string, owedBy: string, asks: readonly number[]) => asks.map((ask) => ({ link, ask, owedBy }));

const outcome = (ask: number, ownerId: string, due: string, result: 'agreed' | 'agreed-in-part') => ({
  ask,
  outcome: result,
  reason: 'within-current-plan',
  text: inEnglish(`Ask ${ask}: we agree, and it has been done.`),
  plain: inEnglish(`Ask ${ask}: yes, done.`),
  commitment: { text: inEnglish('Done as asked.'), ownerId, due, kept: true },
});

/** Story 01, steps 1–3, 7 without arrangements, 8–9 with every commitment kept; step 1 is the stage's own. */
export const steps: readonly Step[] = [
  {
    name: 'Kinfolk Aston’s case system submits three asks',
    at: '2026-11-02T16:50:00Z',
    async act({ as, forumId }, thread) {
      const answer = await as('api:kinfolk').post('/v1/concerns', {
        forumId,
        category: 'housing',
        narrative: inEnglish('Fourteen people in temporary flats have had no heating since October.'),
        asks: [
          inEnglish('Repair the heating'),
          inEnglish('Name one housing officer for the building'),
          inEnglish('An English class at a time when parents can come'),
        ],
        onBehalfOf: {
          peopleConcerned: 14,
          consent: { scope: ['forum', 'institution', 'public-summary'], version: '2026-1', givenOn: '2026-11-02' },
        },
        identityTier: 'forum',
        areas: ['E05011118'],
        externalReference: 'CASE-1182',
      });
      thread.concernId = idOf(answer);
      thread.reference = String(answer['reference']);
    },
    missingAfter: () => each('acknowledgement', 'secretariat', [1, 2, 3]),
  },
  {
    name: 'the secretariat acknowledges',
    at: '2026-11-03T09:00:00Z',
    async act({ as }, thread) {
      await as('secretariat').post(`${concern(thread)}/acknowledge`);
    },
    missingAfter: () => each('triage', 'secretariat', [1, 2, 3]),
  },
  {
    name: 'the secretariat triages',
    at: '2026-11-03T09:10:00Z',
    async act({ as }, thread) {
      await as('secretariat').post(`${concern(thread)}/triage`, {
        theme: 'basic-rights-and-needs',
        category: 'housing',
        publicSummary: inEnglish('Families in temporary flats have no heating and nobody to call.'),
        asks: [
          { number: 1, text: inEnglish('Repair the heating') },
          { number: 2, text: inEnglish('Name one housing officer') },
          { number: 3, text: inEnglish('An English class parents can come to'), category: 'language' },
        ],
        visibility: 'public',
        urgent: false,
      });
    },
    missingAfter: () => each('referral', 'secretariat', [1, 2, 3]),
  },
  {
    name: 'asks 1 and 2 go to Housing',
    at: '2026-11-03T09:20:00Z',
    async act({ as, organisations }, thread) {
      const body = { institutionId: organisations.housing, asks: [1, 2] };
      thread.housingReferral = idOf(await as('secretariat').post(`${concern(thread)}/referrals`, body));
    },
    missingAfter: ({ organisations }) => [
      ...each('referral-acknowledgement', organisations.housing, [1, 2]),
      ...each('referral', 'secretariat', [3]),
    ],
  },
  {
    name: 'ask 3 goes to Adult Learning',
    at: '2026-11-03T09:21:00Z',
    async act({ as, organisations }, thread) {
      const body = { institutionId: organisations.learning, asks: [3] };
      thread.learningReferral = idOf(await as('secretariat').post(`${concern(thread)}/referrals`, body));
    },
    missingAfter: ({ organisations }) => [
      ...each('referral-acknowledgement', organisations.housing, [1, 2]),
      ...each('referral-acknowledgement', organisations.learning, [3]),
    ],
  },
  {
    name: 'Housing acknowledges',
    at: '2026-11-04T10:00:00Z',
    async act({ as }, thread) {
      await as('housing-1').post(`${concern(thread)}/referrals/${thread.housingReferral}/acknowledge`);
    },
    missingAfter: ({ organisations }) => [
      ...each('answer', organisations.housing, [1, 2]),
      ...each('referral-acknowledgement', organisations.learning, [3]),
    ],
  },
  {
    name: 'Adult Learning acknowledges',
    at: '2026-11-04T11:00:00Z',
    async act({ as }, thread) {
      await as('learning-1').post(`${concern(thread)}/referrals/${thread.learningReferral}/acknowledge`);
    },
    missingAfter: ({ organisations }) => [
      ...each('answer', organisations.housing, [1, 2]),
      ...each('answer', organisations.learning, [3]),
    ],
  },
  {
    name: 'a meeting is drafted with the concern on its agenda, and called',
    at: '2026-11-16T10:00:00Z',
    async act({ as, forumId }, thread) {
      const secretariat = as('secretariat');
      const drafted = await secretariat.post(`/v1/forums/${forumId}/meetings`, {
        title: inEnglish('December meeting'),
        startsAt: '2026-12-03T17:30:00+00:00',
        endsAt: '2026-12-03T19:30:00+00:00',
        place: { kind: 'in-person', text: inEnglish('Northgate Library') },
      });
      thread.meetingId = idOf(drafted);
      thread.itemId = idOf(
        await secretariat.post(`${meeting(thread)}/agenda-items`, {
          kind: 'concern',
          concerns: [thread.concernId],
          minutes: 20,
          origin: 'migrant-led',
          space: 'invited',
          title: inEnglish('Heating, an officer, a class'),
        }),
      );
      await secretariat.post(`${meeting(thread)}/call`);
    },
    missingAfter: ({ organisations }) => [
      ...each('answer', organisations.housing, [1, 2]),
      ...each('answer', organisations.learning, [3]),
    ],
  },
  {
    name: 'the meeting resolves, assigns an action to Housing and concludes',
    at: '2026-12-03T17:30:00Z',
    async act({ as, organisations }, thread) {
      const secretariat = as('secretariat');
      let { version } = await secretariat.post(`${meeting(thread)}/open`);
      for (const organisation of Object.values(organisations))
        ({ version } = await secretariat.put(
          `${meeting(thread)}/attendance/${organisation}`,
          { state: 'attended', people: 1 },
          version,
        ));
      thread.decisionId = idOf(
        await secretariat.post(`${meeting(thread)}/decisions`, {
          agendaItemId: thread.itemId,
          kind: 'resolution',
          text: inEnglish('Housing is asked to name an officer by the 15th.'),
          concerns: [thread.concernId],
          institutionId: organisations.housing,
          inquorate: false,
        }),
      );
      const assigned = await secretariat.post(`${meeting(thread)}/actions`, {
        agendaItemId: thread.itemId,
        decisionId: thread.decisionId,
        ownerId: organisations.housing,
        due: '2026-12-15',
        text: inEnglish('Name an officer for the building'),
        concerns: [thread.concernId],
      });
      thread.actionId = idOf(assigned);
      await secretariat.post(`${meeting(thread)}/conclude`);
    },
    missingAfter: ({ organisations }) => [
      ...each('answer', organisations.housing, [1, 2]),
      ...each('answer', organisations.learning, [3]),
      { link: 'action', owedBy: organisations.housing },
    ],
  },
  {
    name: 'Housing publishes its answers',
    at: '2026-12-08T10:00:00Z',
    async act({ as, organisations }, thread) {
      const officer = as('housing-1');
      const drafted = await officer.post(`${concern(thread)}/answers`, {
        referralId: thread.housingReferral,
        outcomes: [
          outcome(1, organisations.housing, '2027-01-22', 'agreed'),
          outcome(2, organisations.housing, '2026-12-15', 'agreed'),
        ],
      });
      await officer.post(`${concern(thread)}/answers/${idOf(drafted)}/publish`);
    },
    missingAfter: ({ organisations }) => [
      ...each('verdict', 'submitter', [1, 2]),
      ...each('answer', organisations.learning, [3]),
      { link: 'action', owedBy: organisations.housing },
    ],
  },
  {
    name: 'Adult Learning publishes its answer',
    at: '2026-12-08T11:00:00Z',
    async act({ as, organisations }, thread) {
      const officer = as('learning-1');
      const drafted = await officer.post(`${concern(thread)}/answers`, {
        referralId: thread.learningReferral,
        outcomes: [outcome(3, organisations.learning, '2027-01-29', 'agreed-in-part')],
      });
      await officer.post(`${concern(thread)}/answers/${idOf(drafted)}/publish`);
    },
    missingAfter: ({ organisations }) => [
      ...each('verdict', 'submitter', [1, 2, 3]),
      { link: 'action', owedBy: organisations.housing },
    ],
  },
  {
    name: 'Kinfolk Aston gives its verdicts and the concern is concluded',
    at: '2026-12-09T09:00:00Z',
    async act({ as }, thread) {
      await as('api:kinfolk').post(`${concern(thread)}/verdicts`, {
        verdicts: [
          { ask: 1, verdict: 'resolved' },
          { ask: 2, verdict: 'resolved' },
          { ask: 3, verdict: 'partly' },
        ],
      });
    },
    missingAfter: ({ organisations }) => [{ link: 'action', owedBy: organisations.housing }],
  },
  {
    name: 'Housing completes the action',
    at: '2026-12-10T09:00:00Z',
    async act({ as }, thread) {
      await as('housing-1').post(`/v1/actions/${thread.actionId}/complete`);
    },
    missingAfter: () => [],
  },
];
