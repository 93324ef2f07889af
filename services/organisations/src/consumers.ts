import type { ServiceClient } from '@throughline/http';
import type { Sink } from '@throughline/messaging';
import type { Subscription } from '@throughline/service';

/** Every subscription of the registry. */
export const subscriptions = (forums: Sink, meetings: ServiceClient): readonly Subscription[] => [
  { purpose: 'forums', stream: 'MEETINGS', aggregates: ['forum'], sink: forums, owner: meetings, startAt: 'all' },
];
