import { readFileSync } from 'node:fs';
import type { Mode } from '@throughline/config';
import { readConfig, type serviceEnvironment } from '@throughline/config';
import { exitWithParent } from '@throughline/embedded/exit-with-parent';
import { listen, type Served, type Tokens, tokens } from '@throughline/http';
import { type Clock, type MovableClock, movableClock, systemClock } from '@throughline/kernel';
import { createLogger, flush, type Logger } from '@throughline/observability';
import { z } from 'zod';
import { waitingDoor } from './waiting-door.ts';

type Environment = Record<string, z.ZodType>;
type Every = Pick<
  ReturnType<typeof serviceEnvironment>,
  | 'PORT'
  | 'HOST'
  | 'LOG_LEVEL'
  | 'THROUGHLINE_MODE'
  | 'THROUGHLINE_CLOCK_FILE'
  | 'INTERNAL_PRIVATE_KEY'
  | 'INTERNAL_PUBLIC_KEYS'
>;
type ConfigOf<Shape extends Environment> = Readonly<z.infer<z.ZodObject<Shape>>>;

/** What a service is composed from (`Host<typeof environment>`): everything that every service has, made once, in one order. */
export interface Host<Shape extends Environment> {
  readonly service: string;
  readonly config: ConfigOf<Shape>;
  readonly log: Logger;
  /** The business clock. */
  readonly clock: Clock;
  /** The same clock where it can be moved: never in production. */
  readonly movable: MovableClock | undefined;
  readonly tokens: Tokens;
}

/** A composed service. `start` runs before its app answers anything, `stop` after it has answered what was under way. */
export interface Composed {
  /** A built app, or what stands before one. */
  readonly app: Served;
  start?(): Promise<void>;
  stop?(): Promise<void>;
}

const clockFile = z.object({ offsetMs: z.number() });
const stopWithinMs = 10_000;

function clockOf(mode: Mode, file: string | undefined): MovableClock | undefined {
  if (mode === 'production') return undefined;
  return movableClock(file ? clockFile.parse(JSON.parse(readFileSync(file, 'utf8'))).offsetMs : 0);
}

/** Longer than everything that a stop waits for by itself; what hangs beyond is left to the next start. */
const stopDeadlineMs = 20_000;

/**
 * A service's whole `main`: configuration, log, clock, tokens, listening (not ready), composition, ready; and the way back:
 * not ready, what is in flight finished within 10 s, foundations closed, telemetry flushed, exit 0. A stop that hangs is
 * cut off with exit 1. In the embedded and test stacks it ends with its supervisor. A start that fails is logged and exits 1.
 */
export async function runService<Shape extends Environment & Every>(
  service: string,
  environment: Shape,
  compose: (host: Host<Shape>) => Promise<Composed>,
): Promise<void> {
  const config = readConfig(environment);
  // The shape holds `Every`; what zod infers for the rest does not reach through the generic.
  const every = config as unknown as Readonly<z.infer<z.ZodObject<Every>>>;
  const log = createLogger({ service, level: every.LOG_LEVEL });
  if (every.THROUGHLINE_MODE !== 'production') exitWithParent();
  const movable = clockOf(every.THROUGHLINE_MODE, every.THROUGHLINE_CLOCK_FILE);
  const signer = tokens({
    issuer: service,
    privateJwk: every.INTERNAL_PRIVATE_KEY,
    publicJwks: every.INTERNAL_PUBLIC_KEYS,
  });
  const door = waitingDoor(service);
  let composed: Composed | undefined;
  try {
    const listening = await listen(door, { port: every.PORT, host: every.HOST });
    log.info({ port: listening.port }, 'listening');
    leaveOnSignal(log, async () => {
      await listening.stop(stopWithinMs);
      await composed?.stop?.();
      await flush();
    });
    composed = await compose({ service, config, log, clock: movable ?? systemClock, movable, tokens: signer });
    await composed.start?.();
    door.open(composed.app);
  } catch (error) {
    log.fatal({ err: error }, 'the start failed');
    await flush();
    process.exit(1);
  }
}

/** The first signal begins the stop; a second one ends the process at once, as Node does by itself. */
function leaveOnSignal(log: Logger, leave: () => Promise<void>): void {
  let isLeaving = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      if (isLeaving) return;
      isLeaving = true;
      log.info({ signal }, 'stopping');
      const cutOff = setTimeout(() => {
        log.error({ deadlineMs: stopDeadlineMs }, 'the stop hangs and is cut off');
        process.exit(1);
      }, stopDeadlineMs);
      cutOff.unref();
      leave().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the stop was not clean');
          process.exit(1);
        },
      );
    });
}
