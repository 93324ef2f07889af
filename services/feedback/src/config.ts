import { serviceEnvironment, urlsOf } from '@throughline/config';

/** What feedback reads from its environment: the common part, and whom it asks what events have not brought yet. */
export const environment = {
  ...serviceEnvironment('feedback'),
  ...urlsOf('MEETINGS', 'ORGANISATIONS', 'NOTIFICATIONS'),
};
