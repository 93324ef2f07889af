import type { ServiceClient } from '@throughline/http';
import type { Sink } from '@throughline/persistence';
import type { Subscription } from '@throughline/service';

interface Sinks {
  readonly forums: Sink;
  readonly organisations: Sink;
  readonly deliveries: Sink;
  readonly calendars: Sink;
}
interface Owners {
  readonly meetings: ServiceClient;
  readonly organisations: ServiceClient;
  readonly notifications: ServiceClient;
}

/** Every subscription of the service. */
export const subscriptions = (sinks: Sinks, owners: Owners): readonly Subscription[] => [
  {
    purpose: 'forums',
    stream: 'MEETINGS',
    aggregates: ['forum'],
    sink: sinks.forums,
    owner: owners.meetings,
    startAt: 'all',
  },
  {
    purpose: 'organisations',
    stream: 'ORGANISATIONS',
    aggregates: ['organisation'],
    sink: sinks.organisations,
    owner: owners.organisations,
    startAt: 'all',
  },
  {
    purpose: 'calendars',
    stream: 'MEETINGS',
    aggregates: ['forum'],
    sink: sinks.calendars,
    owner: owners.meetings,
    startAt: 'new',
  },
  {
    purpose: 'deliveries',
    stream: 'NOTIFICATIONS',
    aggregates: ['notice'],
    sink: sinks.deliveries,
    owner: owners.notifications,
    startAt: 'new',
  },
];
