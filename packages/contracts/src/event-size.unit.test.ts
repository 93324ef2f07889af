import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { catalogue } from './catalogue.ts';

/** A message's limit in every stream (design: "Streams and names"), less room for the envelope. */
const limitBytes = 256 * 1024 - 4 * 1024;

/** How long the JSON of a value of this schema can be at most; every string of an event is ASCII. */
function longestJson(schema: z.core.$ZodType): number {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as z.core.$ZodLooseShape).reduce(
      (sum, [key, field]) => sum + key.length + '"":,'.length + longestJson(field),
      '{}'.length,
    );
  if (schema instanceof z.ZodArray) {
    const bounds = (schema.def.checks ?? []).flatMap((check) =>
      check instanceof z.core.$ZodCheckMaxLength ? [check._zod.def.maximum] : [],
    );
    return '[]'.length + Math.min(...bounds) * (longestJson(schema.element) + ','.length);
  }
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable) return longestJson(schema.unwrap());
  if (schema instanceof z.ZodEnum) return Math.max(...schema.options.map((each) => String(each).length)) + '""'.length;
  if (schema instanceof z.ZodNumber) return String(schema.maxValue).length;
  if (schema instanceof z.ZodBoolean) return 'false'.length;
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat)
    return (schema.maxLength ?? Number.POSITIVE_INFINITY) + '""'.length;
  throw new TypeError(schema._zod.def.type);
}

describe('the largest possible event', () => {
  it.each([...catalogue.values()].map(({ type, data }) => [type, data] as const))(
    'of %s fits into a message',
    (_type, data) => {
      expect(longestJson(data)).toBeLessThan(limitBytes);
    },
  );
});
