import type { ServiceClient } from '@throughline/http';
import type { Sink } from '@throughline/messaging';
import type { Subscription } from '@throughline/service';

interface Sinks {
  readonly concerns: Sink;
  readonly people: Sink;
}

interface Owners {
  readonly gateway: ServiceClient;
  readonly feedback: ServiceClient;
}

/** Every subscription of this service. */
export const subscriptions = ({ concerns, people }: Sinks, { gateway, feedback }: Owners): readonly Subscription[] => [
  { purpose: 'people', stream: 'ACCESS', aggregates: ['person'], sink: people, owner: gateway, startAt: 'all' },
  { purpose: 'concerns', stream: 'FEEDBACK', aggregates: ['concern'], sink: concerns, owner: feedback, startAt: 'all' },
];
