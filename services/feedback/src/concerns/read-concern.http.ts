import { ok } from '@throughline/http';
import { route } from '../route.ts';
import { concernParams } from './concern-inputs.ts';
import { representConcern, shownClock, todayIn, visibleClocks } from './concern-representation.ts';
import { clocksExplained, concernRepresentation } from './concern-schemas.ts';

export const readConcernRoute = route({
  method: 'get',
  path: '/v1/concerns/:concern',
  summary: 'Read a concern by its id or reference',
  may: 'concern.read',
  params: concernParams,
  answers: { 200: concernRepresentation },
  handle: async ({ params, context, use }) => {
    const { stored, showing } = await use.read(params.concern, context);
    return ok(representConcern(stored, showing), { etagDate: todayIn(showing) });
  },
});

/** Closure days have no name here, and what has none says none. */
const named = <Day extends { readonly date: string }>(day: Day) =>
  'name' in day && day.name === '' ? { ...day, name: undefined } : day;

export const readClocksRoute = route({
  method: 'get',
  path: '/v1/concerns/:concern/clocks',
  summary: 'Read a concern’s clocks, each explained day by day',
  may: 'concern.read',
  params: concernParams,
  answers: { 200: clocksExplained },
  handle: async ({ params, context, use }) => {
    const { stored, showing } = await use.read(params.concern, context);
    const clocks = visibleClocks(stored.state, showing).map((clock) => ({
      ...shownClock(clock),
      explanation: clock.explanation.map(named),
      bankHolidaysKnown: clock.bankHolidaysKnown,
    }));
    const { id, version, state } = stored;
    return ok({ id, reference: state.reference, version, clocks }, { etagDate: todayIn(showing) });
  },
});
