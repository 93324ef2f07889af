import { serviceEnvironment, urlsOf } from '@throughline/config';

/** What the registry reads from its environment. */
export const environment = { ...serviceEnvironment('organisations'), ...urlsOf('MEETINGS') };
