import type { ServiceClient } from '@throughline/http';
import type { Sink } from '@throughline/messaging';
import type { Subscription } from '@throughline/service';

interface Sinks {
  readonly organisations: Sink;
  readonly concerns: Sink;
  readonly carriedActions: Sink;
  readonly rescheduledActions: Sink;
}

interface Owners {
  readonly organisations: ServiceClient;
  readonly feedback: ServiceClient;
  readonly meetings: ServiceClient;
}

/** Every subscription of this service, its own events included: what touches two aggregates, a consumer does on the other. */
export const subscriptions = (sinks: Sinks, { organisations, feedback, meetings }: Owners): readonly Subscription[] => [
  {
    purpose: 'organisations',
    stream: 'ORGANISATIONS',
    aggregates: ['organisation'],
    sink: sinks.organisations,
    owner: organisations,
    startAt: 'all',
  },
  {
    purpose: 'concerns',
    stream: 'FEEDBACK',
    aggregates: ['concern'],
    sink: sinks.concerns,
    owner: feedback,
    startAt: 'all',
  },
  {
    purpose: 'carry-over',
    stream: 'MEETINGS',
    aggregates: ['meeting'],
    sink: sinks.carriedActions,
    owner: meetings,
    startAt: 'new',
  },
  {
    purpose: 'calendar',
    stream: 'MEETINGS',
    aggregates: ['forum'],
    sink: sinks.rescheduledActions,
    owner: meetings,
    startAt: 'new',
  },
];
