import { serviceEnvironment, urlsOf } from '@throughline/config';

/** What this service reads from its environment. Its own address is among it: effects read its journal as all consumers do. */
export const environment = {
  ...serviceEnvironment('meetings'),
  ...urlsOf('MEETINGS', 'ORGANISATIONS', 'FEEDBACK'),
};
