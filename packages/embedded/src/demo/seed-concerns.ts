import type { DemoClient } from './demo-client.ts';
import { concerns, type Stage } from './demo-concerns.ts';
import type { Cast } from './seed-cast.ts';

const stages: readonly Stage[] = ['received', 'triaged', 'referred', 'acknowledged', 'answered', 'concluded'];
const inEnglish = (text: string) => ({ text, language: 'en' });
const dayMs = 86_400_000;

/** What the demo's life needs: who acts, and a clock that it can set forward. */
export interface DemoLife {
  readonly cast: Cast;
  /** A client signed in as the person with this key, or (for `api:<organisation>`) with that organisation's API key. */
  as(who: string): Promise<DemoClient>;
  moveClockTo(instant: Date): Promise<void>;
  /** The instant at which the newcomer will begin to look. */
  readonly present: Date;
}

interface Moment {
  readonly at: Date;
  act(): Promise<void>;
}

type Concern = (typeof concerns)[number];

function momentsOf(concern: Concern, { cast, as, present }: DemoLife, agenda: string[]): Moment[] {
  const submitter = cast.organisations[concern.by];
  const institution = cast.organisations[concern.to];
  const at = (daysLater: number) => new Date(present.getTime() - (concern.daysAgo - daysLater) * dayMs);
  const reached = (stage: Stage) => stages.indexOf(concern.stage) >= stages.indexOf(stage);
  const numbers = concern.asks.map((_, index) => index + 1);
  let path = '';
  let referralId = '';
  const step = (stage: Stage, daysLater: number, act: () => Promise<void>): Moment[] =>
    reached(stage) ? [{ at: at(daysLater), act }] : [];
  return [
    ...step('received', 0, async () => {
      const { id } = await (await as(`api:${concern.by}`)).post('/v1/concerns', {
        forumId: cast.forum.id,
        category: concern.category,
        narrative: inEnglish(concern.narrative),
        asks: concern.asks.map(inEnglish),
        onBehalfOf: {
          peopleConcerned: concern.people,
          consent: {
            scope: ['forum', 'institution', 'public-summary'],
            version: '2026-1',
            givenOn: at(0).toISOString().slice(0, 10),
          },
        },
        identityTier: submitter.kind === 'migrant-led' ? 'forum' : 'public',
        areas: ['E05011118'],
      });
      path = `/v1/concerns/${id}`;
      if (concern.onAgenda) agenda.push(id);
    }),
    ...step('triaged', 1, async () => {
      const secretariat = await as('secretariat');
      await secretariat.post(`${path}/acknowledge`);
      await secretariat.post(`${path}/triage`, {
        theme: concern.theme,
        category: concern.category,
        publicSummary: inEnglish(concern.summary),
        asks: numbers.map((number) => ({ number, text: inEnglish(concern.asks[number - 1] ?? '') })),
        visibility: 'public',
        urgent: false,
      });
    }),
    ...step('referred', 1.1, async () => {
      const { created } = await (await as('secretariat')).post(`${path}/referrals`, {
        institutionId: institution.id,
        asks: numbers,
      });
      referralId = created;
    }),
    ...step('acknowledged', 3, async () => {
      await (await as(`${concern.to}-1`)).post(`${path}/referrals/${referralId}/acknowledge`);
    }),
    ...step('answered', 14, async () => {
      const officer = await as(`${concern.to}-1`);
      const { created } = await officer.post(`${path}/answers`, {
        referralId,
        outcomes: numbers.map((ask) => ({
          ask,
          outcome: 'agreed',
          reason: 'within-current-plan',
          text: inEnglish('We agree. The work is in this quarter’s plan and has been done.'),
          plain: inEnglish('Yes, and it is done.'),
          commitment: {
            text: inEnglish('Done as asked.'),
            ownerId: institution.id,
            due: at(21).toISOString().slice(0, 10),
            kept: concern.stage === 'concluded',
          },
        })),
      });
      await officer.post(`${path}/answers/${created}/publish`);
    }),
    ...step('concluded', 16, async () => {
      await (await as(`api:${concern.by}`)).post(`${path}/verdicts`, {
        verdicts: numbers.map((ask) => ({ ask, verdict: 'resolved' })),
      });
    }),
  ];
}

function meetingMoments({ cast, as, present }: DemoLife, agenda: readonly string[]): Moment[] {
  const starts = new Date(present.getTime() - 9 * dayMs);
  let path = '';
  let itemId = '';
  const before = (days: number) => new Date(starts.getTime() - days * dayMs);
  const hours = (count: number) => new Date(starts.getTime() + count * 3_600_000);
  return [
    {
      at: before(14),
      async act() {
        const secretariat = await as('secretariat');
        const { id } = await secretariat.post(`/v1/forums/${cast.forum.id}/meetings`, {
          title: inEnglish('Autumn meeting'),
          startsAt: starts.toISOString(),
          endsAt: hours(2).toISOString(),
          place: { kind: 'in-person', text: inEnglish('Northgate Library, first floor, step-free') },
        });
        path = `/v1/meetings/${id}`;
        const item = await secretariat.post(`${path}/agenda-items`, {
          kind: 'concern',
          concerns: agenda,
          minutes: 40,
          origin: 'migrant-led',
          space: 'invited',
          title: inEnglish('Heating and class times'),
        });
        itemId = item.created;
        await secretariat.post(`${path}/call`);
      },
    },
    {
      at: hours(0),
      async act() {
        const secretariat = await as('secretariat');
        let { version } = await secretariat.post(`${path}/open`);
        for (const { id } of Object.values(cast.organisations))
          ({ version } = await secretariat.put(`${path}/attendance/${id}`, { state: 'attended', people: 1 }, version));
        const housing = cast.organisations.housing.id;
        const decision = await secretariat.post(`${path}/decisions`, {
          agendaItemId: itemId,
          kind: 'recommendation',
          text: inEnglish('Housing is asked to name one officer for Harrow Court.'),
          concerns: agenda.slice(0, 1),
          institutionId: housing,
          inquorate: false,
        });
        await secretariat.post(`${path}/actions`, {
          agendaItemId: itemId,
          decisionId: decision.created,
          ownerId: housing,
          due: new Date(present.getTime() + 7 * dayMs).toISOString().slice(0, 10),
          text: inEnglish('Name one officer for Harrow Court'),
          concerns: agenda.slice(0, 1),
        });
      },
    },
    {
      at: hours(2),
      async act() {
        await (await as('secretariat')).post(`${path}/conclude`);
      },
    },
  ];
}

/** Lets the forum live through its last five weeks, moment by moment in order, and ends at the present. */
export async function seedConcerns(life: DemoLife): Promise<void> {
  const agenda: string[] = [];
  const moments = [...concerns.flatMap((concern) => momentsOf(concern, life, agenda)), ...meetingMoments(life, agenda)];
  for (const { at, act } of moments.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    await life.moveClockTo(at);
    await act();
  }
  await life.moveClockTo(life.present);
}
