import { isoInstant, ok, type Route, routesFor } from '@throughline/http';
import { type Clock, problem } from '@throughline/kernel';
import { z } from 'zod';
import { policy } from '../policy.ts';
import type { moveClockUseCase } from './move-clock.ts';

/** A clock that went back would make facts of the future (409). */
class ClockForwardOnly extends problem({
  code: 'clock-forward-only',
  kind: 'conflict',
  title: 'The clock moves forward only',
  remedy: 'Name a later time; real time comes back by a reset of the demo.',
}) {}

export interface DemoClockUseCases {
  readonly clock: Clock;
  readonly moveClock: ReturnType<typeof moveClockUseCase>;
}

const route = routesFor(policy).using<DemoClockUseCases>();
const reading = z.strictObject({ now: z.string() });

/** Embedded and test stacks only. */
export const demoClockRoutes: readonly Route<DemoClockUseCases>[] = [
  route({
    method: 'get',
    path: '/v1/demo-clock',
    summary: 'Read the demo’s clock',
    may: 'demo-clock.read',
    answers: { 200: reading },
    handle: ({ use }) => ok({ now: use.clock.now().toISOString() }, { noStore: true }),
  }),
  route({
    method: 'put',
    path: '/v1/demo-clock',
    summary: 'Move the demo’s clock forward; what comes due on the way fires, in order, before the answer',
    may: 'demo-clock.move',
    ifMatch: 'optional',
    body: z.strictObject({ now: isoInstant }),
    answers: { 200: reading },
    problems: [ClockForwardOnly],
    handle: async ({ body, context, use }) => {
      const target = new Date(body.now);
      if (target < context.now) throw new ClockForwardOnly();
      return ok({ now: (await use.moveClock(target)).toISOString() }, { noStore: true });
    },
  }),
];
