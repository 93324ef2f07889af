import { type ConcernEvent, concernEvents as events } from '@throughline/contracts';
import { recorded, type Told } from '@throughline/testing';
import type { ConcernMirror } from '../concerns/concern-mirror.ts';
import { projectConcern } from '../concerns/project-concern.ts';
import type { ActionMirror } from '../meetings/action-mirror.ts';
import type { MeetingMirror } from '../meetings/meeting-mirror.ts';
import { traceOf } from './trace.ts';

const id = (prefix: string, digit: number) => `${prefix}_${String(digit).padStart(26, '0')}`;
const concernId = id('con', 1);
const housing = id('org', 2);
const learning = id('org', 3);
const meetingId = id('mtg', 4);
const calendar = { nation: 'england-and-wales', timeZone: 'Europe/London', closureDays: [] } as const;

const submitted = (asks = 2): Told<ConcernEvent> => ({
  at: '2026-11-02T16:50:00.000Z',
  event: events.submitted.of({
    reference: 'NMF-2026-0042',
    channel: 'api',
    category: 'housing',
    asks: Array.from({ length: asks }, (_, index) => ({ number: index + 1, textId: id('txt', index + 1) })),
    submitterId: id('org', 9),
    submitterKind: 'migrant-led',
    onBehalfOf: {
      peopleConcerned: 14,
      scopes: ['forum', 'institution', 'public-summary'],
      consentVersion: '2026-1',
      givenOn: '2026-11-02',
    },
    identityTier: 'forum',
    areas: [],
    language: 'en',
    urgent: false,
    narrativeTextId: id('txt', 50),
    acknowledgementDue: '2026-11-05',
    triageDue: '2026-11-16',
  }),
});
const acknowledged: Told<ConcernEvent> = { at: '2026-11-03T09:00:00.000Z', event: events.acknowledged.of({}) };
const triaged = (asks = 2): Told<ConcernEvent> => ({
  at: '2026-11-03T09:10:00.000Z',
  event: events.triaged.of({
    theme: 'basic-rights-and-needs',
    category: 'housing',
    asks: Array.from({ length: asks }, (_, index) => ({ number: index + 1, textId: id('txt', index + 11) })),
    visibility: 'public',
    summaryTextId: id('txt', 51),
    urgent: false,
  }),
});
const referred = (referral: number, institutionId: string, asks: number[]): Told<ConcernEvent> => ({
  at: '2026-11-03T09:20:00.000Z',
  event: events.referred.of({
    referralId: id('ref', referral),
    institutionId,
    asks,
    acknowledgementDue: '2026-11-10',
    answerDue: '2026-12-01',
  }),
});
const referralAcknowledged = (referral: number, institutionId: string): Told<ConcernEvent> => ({
  at: '2026-11-04T10:00:00.000Z',
  event: events.referralAcknowledged.of({ referralId: id('ref', referral), institutionId }),
});
type Outcome = Parameters<typeof events.answerPublished.of>[0]['outcomes'][number];
const answered = (
  referral: number,
  answer: number,
  outcomes: readonly (Pick<Outcome, 'ask' | 'outcome'> & { kept?: boolean })[],
): Told<ConcernEvent> => ({
  at: '2026-12-08T10:00:00.000Z',
  event: events.answerPublished.of({
    answerId: id('ans', answer),
    version: 1,
    referralId: id('ref', referral),
    outcomes: outcomes.map(({ ask, outcome, kept }) => ({
      ask,
      outcome,
      reason: 'within-current-plan',
      textId: id('txt', 60 + ask),
      plainTextId: id('txt', 70 + ask),
      ...(kept !== undefined && {
        commitment: {
          commitmentId: id('cmt', ask),
          ownerId: housing,
          due: '2027-01-22',
          textId: id('txt', 80 + ask),
          kept,
        },
      }),
    })),
    textHashes: [],
  }),
});
const verdicts = (...asks: number[]): Told<ConcernEvent> => ({
  at: '2026-12-09T09:00:00.000Z',
  event: events.verdictGiven.of({ verdicts: asks.map((ask) => ({ ask, verdict: 'resolved' })) }),
});
const concluded: Told<ConcernEvent> = {
  at: '2026-12-09T09:00:00.000Z',
  event: events.concluded.of({ by: 'verdict', missing: [] }),
};
const action = (state: ActionMirror['state']): ActionMirror & { _id: string } => ({
  _id: id('act', 1),
  forumId: id('frm', 1),
  meetingId,
  ownerId: housing,
  due: '2026-12-15',
  state,
  concerns: [concernId],
  assignedAt: '2026-12-03T18:00:00.000Z',
  updatedAt: '2026-12-03T18:00:00.000Z',
  textId: id('txt', 90),
});
const meeting = (state: MeetingMirror['state']): MeetingMirror & { _id: string } => ({
  _id: meetingId,
  forumId: id('frm', 1),
  state,
  isCalled: state !== 'draft',
  startsAt: '2026-12-03T17:30:00.000Z',
  endsAt: '2026-12-03T19:30:00.000Z',
  updatedAt: '2026-12-03T18:00:00.000Z',
  items: [
    {
      id: id('itm', 1),
      at: '2026-11-16T10:00:00.000Z',
      origin: 'migrant-led',
      space: 'invited',
      kind: 'concern',
      concerns: [concernId],
    },
    {
      id: id('itm', 2),
      at: '2026-11-16T10:00:00.000Z',
      origin: 'secretariat',
      space: 'invited',
      kind: 'other',
      concerns: [],
    },
  ],
  decisions: [
    {
      id: id('dec', 1),
      at: '2026-12-03T18:00:00.000Z',
      number: 'NMF/2026/5.1',
      kind: 'resolution',
      concerns: [concernId],
      institutionId: housing,
      textId: id('txt', 91),
    },
  ],
  concerns: [concernId],
});

const mirrorOf = (...told: readonly Told<ConcernEvent>[]) =>
  recorded(concernId, told).reduce<ConcernMirror | undefined>(
    (mirror, event) => projectConcern(mirror, { ...event, forumId: id('frm', 1) }),
    undefined,
  ) as ConcernMirror;

function trace(
  told: readonly Told<ConcernEvent>[],
  {
    at = '2026-12-09T10:00:00Z',
    actions = [] as (ActionMirror & { _id: string })[],
    meetings = [] as (MeetingMirror & { _id: string })[],
  } = {},
) {
  return traceOf({ concern: { ...mirrorOf(...told), _id: concernId }, meetings, actions, calendar }, new Date(at));
}
const missing = (...parameters: Parameters<typeof trace>) =>
  trace(...parameters).missing.map(({ link, ask, owedBy }) => [link, ask, owedBy]);

describe('what is missing from a trace, and whose turn it is', () => {
  const upToReferral = [submitted(), acknowledged, triaged(), referred(1, housing, [1, 2])];
  const upToAnswer = [...upToReferral, referralAcknowledged(1, housing)];
  const final = answered(1, 1, [
    { ask: 1, outcome: 'agreed', kept: true },
    { ask: 2, outcome: 'declined' },
  ]);

  it.each([
    ['after the submission', [submitted(1)], [['acknowledgement', 1, 'secretariat']]],
    ['after the acknowledgement', [submitted(1), acknowledged], [['triage', 1, 'secretariat']]],
    ['after the triage', [submitted(1), acknowledged, triaged(1)], [['referral', 1, 'secretariat']]],
    [
      'after one of two asks was referred',
      [submitted(), acknowledged, triaged(), referred(1, housing, [1])],
      [
        ['referral-acknowledgement', 1, housing],
        ['referral', 2, 'secretariat'],
      ],
    ],
    [
      'after the referral was acknowledged',
      upToAnswer,
      [
        ['answer', 1, housing],
        ['answer', 2, housing],
      ],
    ],
    [
      'after the answer',
      [...upToAnswer, final],
      [
        ['verdict', 1, 'submitter'],
        ['verdict', 2, 'submitter'],
      ],
    ],
    ['after one verdict', [...upToAnswer, final, verdicts(1)], [['verdict', 2, 'submitter']]],
    ['after the conclusion', [...upToAnswer, final, verdicts(1, 2), concluded], []],
  ] as const)('%s', (_when, told, expected) => {
    expect(missing(told)).toEqual(expected);
  });

  it('names a promise that is open before it asks for the verdict', () => {
    const promised = answered(1, 1, [
      { ask: 1, outcome: 'agreed', kept: false },
      { ask: 2, outcome: 'declined' },
    ]);
    expect(missing([...upToAnswer, promised])).toEqual([
      ['commitment', 1, housing],
      ['verdict', 2, 'submitter'],
    ]);
  });

  it('waits for the submitter while information is awaited', () => {
    const asked: Told<ConcernEvent> = {
      event: events.informationRequested.of({
        number: 1,
        from: housing,
        referralId: id('ref', 1),
        textId: id('txt', 95),
      }),
    };
    const supplied: Told<ConcernEvent> = { event: events.informationSupplied.of({ number: 1, textId: id('txt', 96) }) };
    expect(missing([...upToAnswer, asked]).map(([link]) => link)).toEqual(['information', 'information']);
    expect(missing([...upToAnswer, asked, supplied]).map(([link]) => link)).toEqual(['answer', 'answer']);
  });

  it('gives a returned ask back to the secretariat', () => {
    const returned: Told<ConcernEvent> = {
      event: events.referralReturned.of({
        referralId: id('ref', 1),
        institutionId: housing,
        asks: [1, 2],
        reason: 'other-body',
        nextInstitutionId: learning,
        textId: id('txt', 97),
      }),
    };
    const after = trace([...upToReferral, returned]);
    expect(after.status).toBe('triaged');
    expect(after.missing.map(({ link, owedBy }) => [link, owedBy])).toEqual([
      ['referral', 'secretariat'],
      ['referral', 'secretariat'],
    ]);
    // The return itself says that it was received.
    expect(after.clocks.filter(({ owedBy }) => owedBy === housing).map(({ kind, state }) => [kind, state])).toEqual([
      ['referral-acknowledgement', 'met'],
      ['answer', 'cancelled'],
    ]);
  });

  it('is not complete while an action from it is open', () => {
    const told = [...upToAnswer, final, verdicts(1, 2), concluded];
    const open = trace(told, { actions: [action('open')] });
    expect(open.complete).toBe(false);
    expect(open.missing).toEqual([{ link: 'action', owedBy: housing, due: '2026-12-15', overdueByDays: 0 }]);
    expect(trace(told, { actions: [action('done')] }).complete).toBe(true);
    expect(trace(told, { actions: [action('dropped')] }).complete).toBe(true);
  });

  it('misses nothing of a closed concern, and is not complete either', () => {
    const withdrawn: Told<ConcernEvent> = { event: events.withdrawn.of({ reason: 'mistake' }) };
    const { closedAs, missing: left, complete, clocks } = trace([...upToReferral, withdrawn]);
    expect({ closedAs, left, complete }).toEqual({ closedAs: 'withdrawn', left: [], complete: false });
    expect(clocks.every(({ state }) => state === 'cancelled' || state === 'met')).toBe(true);
  });

  it('counts lateness in working days', () => {
    const [late] = trace(upToAnswer, { at: '2026-12-02T10:00:00Z' }).missing;
    expect(late).toMatchObject({ link: 'answer', due: '2026-12-01', overdueByDays: 1 });
    const answerClock = trace([...upToAnswer, final]).clocks.find(({ kind }) => kind === 'answer');
    expect(answerClock).toMatchObject({ state: 'met-late', workingDaysLate: 5 });
  });
});

describe('the links of a trace', () => {
  const told = [submitted(1), acknowledged, triaged(1), referred(1, housing, [1]), referralAcknowledged(1, housing)];

  it('stand in the order of time, with who and whose words', () => {
    const { links } = trace(told, { meetings: [meeting('concluded')], actions: [action('open')] });
    expect(links.map(({ kind, by }) => [kind, by])).toEqual([
      ['submission', 'submitter'],
      ['acknowledgement', 'secretariat'],
      ['triage', 'secretariat'],
      ['referral', 'secretariat'],
      ['referral-acknowledgement', housing],
      ['agenda-item', 'secretariat'],
      ['decision', 'secretariat'],
      ['action', 'secretariat'],
    ]);
    expect(links.find(({ kind }) => kind === 'decision')?.words).toEqual({
      aggregateId: meetingId,
      textId: id('txt', 91),
    });
  });

  it('say nothing of a meeting that is still a draft', () => {
    const { links } = trace(told, { meetings: [meeting('draft')] });
    expect(links.some(({ kind }) => kind === 'agenda-item' || kind === 'decision')).toBe(false);
  });

  it('name one answer for each ask, and nobody who submitted', () => {
    const { links, asks } = trace([...told, answered(1, 1, [{ ask: 1, outcome: 'agreed', kept: true }])]);
    expect(links.filter(({ kind }) => kind === 'answer')).toMatchObject([
      { by: housing, data: { ask: 1, outcome: 'agreed', commitment: { kept: true } } },
    ]);
    expect(asks).toMatchObject([{ number: 1, resolution: 'agreed', answer: id('ans', 1), verdict: null }]);
    expect(JSON.stringify(links)).not.toContain(id('org', 9));
  });
});
