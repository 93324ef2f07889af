import { z } from 'zod';

/** The quorum by seats, as it stands: how many are needed, how many are present. */
export const quorum = z.strictObject({
  needed: z.int().min(0).max(500),
  present: z.int().min(0).max(500),
  met: z.boolean(),
});
