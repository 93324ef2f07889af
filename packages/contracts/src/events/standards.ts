import { z } from 'zod';

const days = z.int().min(1).max(250);

/** Within how many working days a duty is to be done (design: "Clocks"; each 1 to 250). */
export const standards = z.strictObject({
  acknowledgementDays: days,
  triageDays: days,
  referralAcknowledgementDays: days,
  answerDays: days,
  reviewDays: days,
});
export type Standards = z.infer<typeof standards>;

/** What an institution answers for by its own standards; the forum's hold for the rest. */
export const institutionStandards = z.strictObject({
  referralAcknowledgementDays: days.exactOptional(),
  answerDays: days.exactOptional(),
  reviewDays: days.exactOptional(),
});
export type InstitutionStandards = z.infer<typeof institutionStandards>;

/** The standards of a forum that sets none of its own (design: "Clocks"). */
export const defaultStandards: Readonly<Standards> = Object.freeze({
  acknowledgementDays: 3,
  triageDays: 10,
  referralAcknowledgementDays: 5,
  answerDays: 20,
  reviewDays: 20,
});
