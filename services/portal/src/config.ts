import { processEnvironment, tokenEnvironment, urlsOf } from '@throughline/config';
import { z } from 'zod';

/** The portal's environment: it has neither database nor broker, for it owns no data. */
export const environment = {
  ...processEnvironment,
  ...tokenEnvironment,
  ...urlsOf('GATEWAY'),
  FEEDBACK_EMAIL: z.email().optional().describe('an e-mail address'),
};
