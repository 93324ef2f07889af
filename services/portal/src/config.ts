import { processEnvironment, urlsOf } from '@throughline/config';
import { z } from 'zod';

/** The portal's environment: it holds no database, no broker and no key of its own. */
export const portalEnvironment = {
  ...processEnvironment,
  ...urlsOf('GATEWAY'),
  FEEDBACK_EMAIL: z.email().optional().describe('an e-mail address'),
};
