import { z } from 'zod';

/** Words in an answer of the read side: as their owner gave them, or said to be out of reach for the moment. */
export const shownWords = z
  .union([z.strictObject({ text: z.string(), language: z.string() }), z.strictObject({ unavailable: z.literal(true) })])
  .nullable();
