import { steps, type Thread } from './story-01.ts';
import { openTheatre, type Theatre } from './theatre.ts';
import { type TraceAnswer, traceThatMisses } from './trace-answer.ts';

const longMs = 180_000;
let theatre: Theatre;
const thread = {} as Thread;
let last: TraceAnswer;

beforeAll(async () => {
  theatre = await openTheatre('story', '2026-11-02T16:40:00Z');
}, longMs);
afterAll(async () => {
  await theatre?.close();
}, longMs);

describe('story 01: the request nobody answered', () => {
  it.each(steps.map((step, index) => [step.name, step, index] as const))(
    '%s',
    async (_name, step, index) => {
      const { stage } = theatre;
      await stage.moveClockTo(step.at);
      await step.act(stage, thread);
      last = await traceThatMisses(stage.as('auditor'), thread.concernId, step.missingAfter(stage));
      expect(last.complete).toBe(index === steps.length - 1);
    },
    longMs,
  );

  it('shows the whole chain to everybody, in order, under its reference', async () => {
    const response = await theatre.anybody.get(`/v1/traces/${thread.reference}`);
    expect(response.status).toBe(200);
    const shown = (await response.json()) as TraceAnswer;
    expect(shown.complete).toBe(true);
    expect(shown.status).toBe('concluded');
    const kinds = shown.links.map(({ kind }) => kind);
    for (const kind of [
      'submission',
      'acknowledgement',
      'triage',
      'referral',
      'agenda-item',
      'decision',
      'action',
      'answer',
      'verdict',
      'conclusion',
    ])
      expect(kinds).toContain(kind);
    const times = shown.links.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
    expect(shown.asks.map(({ outcome, verdict }) => [outcome, verdict])).toEqual([
      ['agreed', 'resolved'],
      ['agreed', 'resolved'],
      ['agreed-in-part', 'partly'],
    ]);
  });

  it('leaves journals whose versions and hash chains hold', async () => {
    const { faults, events, aggregates } = await theatre.verify();
    expect(faults).toEqual([]);
    expect(events).toBeGreaterThan(50);
    expect(aggregates).toBeGreaterThan(10);
  });
});
