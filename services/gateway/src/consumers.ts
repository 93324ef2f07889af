import type { ServiceClient } from '@throughline/http';
import type { Subscription } from '@throughline/service';
import type { RegistryMirrors } from './registry/mirrored-registry.ts';

interface Owners {
  readonly organisations: ServiceClient;
  readonly meetings: ServiceClient;
}

/** Every subscription of the gateway: what roles and keys hang on. */
export const subscriptions = (mirrors: RegistryMirrors, owners: Owners): readonly Subscription[] => [
  {
    purpose: 'registry',
    stream: 'ORGANISATIONS',
    aggregates: ['organisation'],
    sink: mirrors.organisations,
    owner: owners.organisations,
    startAt: 'all',
  },
  {
    purpose: 'registry',
    stream: 'MEETINGS',
    aggregates: ['forum'],
    sink: mirrors.forums,
    owner: owners.meetings,
    startAt: 'all',
  },
];
