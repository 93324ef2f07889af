import { z } from 'zod';
import type { Awaited } from './await-version.ts';

/** `?after=<aggregateId>@<version>`: wait until this was taken in. */
export const afterParam = z
  .string()
  .max(60)
  .regex(/^[a-z]{3}_[0-9a-hjkmnp-tv-z]{26}@[1-9]\d{0,8}$/)
  .transform((text): Awaited => {
    const [aggregateId = '', version = ''] = text.split('@');
    return { aggregateId, version: Number(version) };
  })
  .optional();
