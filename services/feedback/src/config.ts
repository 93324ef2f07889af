import { serviceEnvironment, urlsOf } from '@throughline/config';

/**
 * What feedback reads from its environment: the common part, and whom it asks what events have not brought yet (itself too:
 * the other side of a merge is done from its own events).
 */
export const environment = {
  ...serviceEnvironment('feedback'),
  ...urlsOf('FEEDBACK', 'MEETINGS', 'ORGANISATIONS', 'NOTIFICATIONS'),
};
