import { z } from 'zod';
import type { IdPrefix } from './streams.ts';

/*
 * Every string that an event may carry is one of these. None admits a sentence, a name or an address: that is how
 * "no words in events" is kept, and a test walks every schema of the catalogue to see that nothing else is used.
 */

const uuidInBase32 = '[0-7][0-9a-hjkmnp-tv-z]{25}';

/** An id under one of these prefixes, e.g. `id('con')` for `con_01k9…` (30 characters: prefix, `_`, UUIDv7 in Crockford's base 32). */
export const id = (...prefixes: readonly [IdPrefix, ...IdPrefix[]]) =>
  z
    .string()
    .max(30)
    .regex(new RegExp(`^(?:${prefixes.join('|')})_${uuidInBase32}$`));

/** A code of a list that a network may change (categories, reasons, communities): kebab case, at most 48 characters. */
export const code = () =>
  z
    .string()
    .max(48)
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);

/** The name of a changed field, as the API spells it: camel case, at most 40 characters. */
export const fieldName = z
  .string()
  .max(40)
  .regex(/^[a-z][a-zA-Z0-9]*$/);

/** A calendar date in the forum's time zone, `2026-11-02`. */
export const isoDate = z.iso.date().max(10);

/** An instant in UTC, `2026-11-02T16:50:00.000Z`; the form of `Date.prototype.toISOString`. */
export const isoInstant = z.iso.datetime().max(30);

/** A BCP 47 language tag of language, script and region: `so`, `ar`, `pa-Arab`, `en-GB`. */
export const languageTag = z
  .string()
  .max(12)
  .regex(/^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?$/);

/** A ward or local authority by its nine-character code of the Office for National Statistics, `E05011118`. */
export const areaCode = z
  .string()
  .max(9)
  .regex(/^[EKNSW]\d{8}$/);

/** A time zone of the IANA database, `Europe/London`. */
export const timeZone = z
  .string()
  .max(40)
  .regex(
    /^(?:UTC|(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(?:\/[A-Za-z_-]+){1,2})$/,
  );

/** A forum's short code, as it stands in references: two to six capitals or digits, `NMF`. */
export const forumCode = z
  .string()
  .max(6)
  .regex(/^[A-Z][A-Z0-9]{1,5}$/);

/** A concern's public reference: forum code, year, running number of at least four digits, `NMF-2026-0042`. */
export const concernReference = z
  .string()
  .max(20)
  .regex(/^[A-Z][A-Z0-9]{1,5}-\d{4}-\d{4,8}$/);

/** A decision's number: forum code, year, ordinal of the meeting, ordinal in the meeting, `NMF/2026/5.3`. */
export const decisionNumber = z
  .string()
  .max(20)
  .regex(/^[A-Z][A-Z0-9]{1,5}\/\d{4}\/\d{1,3}\.\d{1,3}$/);

/** SHA-256 in lower-case hex. */
export const sha256Hex = z
  .string()
  .max(64)
  .regex(/^[0-9a-f]{64}$/);

/** The secretariat, or an organisation's id: who owes a duty, who asks for information. */
export const secretariatOrOrganisation = z
  .string()
  .max(30)
  .regex(new RegExp(`^(?:secretariat|org_${uuidInBase32})$`));

/** The name by which webhooks know an event: aggregate and event, `concern.answer-published`. */
export const eventName = z
  .string()
  .max(64)
  .regex(/^[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*$/);

/** The number of an ask inside its concern, from 1; a concern has at most 20 asks. */
export const askNumber = z.int().min(1).max(20);

/** How many: a whole number from 0 to a million. */
export const count = z.int().min(0).max(1_000_000);

/** Working days of the forum's calendar, 0 to 5,000. */
export const workingDays = z.int().min(0).max(5_000);
