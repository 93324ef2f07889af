import { serviceEnvironment, urlsOf } from '@throughline/config';

/** What the read side reads from its environment. */
export const environment = {
  ...serviceEnvironment('insights'),
  ...urlsOf('ORGANISATIONS', 'MEETINGS', 'FEEDBACK'),
};
