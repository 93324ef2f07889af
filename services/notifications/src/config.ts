import { serviceEnvironment, urlsOf } from '@throughline/config';

/** What this service reads from its environment. */
export const environment = { ...serviceEnvironment('notifications'), ...urlsOf('GATEWAY', 'FEEDBACK') };
