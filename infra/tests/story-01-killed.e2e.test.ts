import { type ServiceName, serviceNames } from '@throughline/embedded';
import { seededRandom } from './seeded-random.ts';
import { steps, type Thread } from './story-01.ts';
import { openTheatre } from './theatre.ts';
import { type TraceAnswer, traceThatMisses } from './trace-answer.ts';

const longMs = 300_000;
const seeds = Array.from({ length: Number(process.env['KILL_SEEDS'] ?? 3) }, (_, index) => index + 1);

/** What must come out the same whatever was killed: ids and times differ from run to run. */
const shapeOf = ({ links, asks, status, complete }: TraceAnswer) => ({
  status,
  complete,
  asks: asks.map(({ number, outcome, verdict }) => ({ number, outcome, verdict })),
  kinds: links.map(({ kind }) => kind),
});

let undisturbed: ReturnType<typeof shapeOf> | undefined;

async function play(whose: string, disturb: (kill: (name: ServiceName) => void) => void) {
  const theatre = await openTheatre(whose, '2026-11-02T16:40:00Z');
  try {
    const thread = {} as Thread;
    let last: TraceAnswer | undefined;
    for (const step of steps) {
      await theatre.stage.moveClockTo(step.at);
      await step.act(theatre.stage, thread);
      disturb(theatre.killService);
      last = await traceThatMisses(theatre.stage.as('auditor'), thread.concernId, step.missingAfter(theatre.stage));
    }
    const { faults } = await theatre.verify();
    if (!last) throw new Error('the story has steps');
    return { shape: shapeOf(last), faults };
  } finally {
    await theatre.close();
  }
}

describe('story 01 with kill -9 of a random service between every two steps', () => {
  beforeAll(async () => {
    undisturbed = (await play('calm', () => undefined)).shape;
  }, longMs);

  it.each(seeds)(
    'ends in the same trace, seed %i',
    async (seed) => {
      const random = seededRandom(seed);
      const killed: ServiceName[] = [];
      const { shape, faults } = await play(`killed-${seed}`, (kill) => {
        const name = serviceNames[Math.floor(random() * serviceNames.length)] as ServiceName;
        killed.push(name);
        kill(name);
      });
      expect({ killed, shape, faults }).toEqual({ killed, shape: undisturbed, faults: [] });
    },
    longMs,
  );
});
