import type { ServiceClient } from '@throughline/http';
import type { Subscription } from '@throughline/service';
import type { Mirrors } from './mirrors.ts';

interface Owners {
  readonly organisations: ServiceClient;
  readonly meetings: ServiceClient;
  readonly feedback: ServiceClient;
}

/** Every subscription of the read side. */
export const subscriptions = (mirrors: Mirrors, owners: Owners): readonly Subscription[] => [
  {
    purpose: 'trace',
    stream: 'FEEDBACK',
    aggregates: ['concern'],
    sink: mirrors.concerns,
    owner: owners.feedback,
    startAt: 'all',
    // Who has just done something waits for its trace.
    gatherMs: 3,
  },
  {
    purpose: 'meetings',
    stream: 'MEETINGS',
    aggregates: ['meeting'],
    sink: mirrors.meetings,
    owner: owners.meetings,
    startAt: 'all',
  },
  {
    purpose: 'actions',
    stream: 'MEETINGS',
    aggregates: ['action'],
    sink: mirrors.actions,
    owner: owners.meetings,
    startAt: 'all',
  },
  {
    purpose: 'forums',
    stream: 'MEETINGS',
    aggregates: ['forum'],
    sink: mirrors.forums,
    owner: owners.meetings,
    startAt: 'all',
  },
  {
    purpose: 'seats',
    stream: 'ORGANISATIONS',
    aggregates: ['organisation'],
    sink: mirrors.organisations,
    owner: owners.organisations,
    startAt: 'all',
  },
];
