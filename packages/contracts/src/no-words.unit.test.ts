import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { catalogue } from './catalogue.ts';

/** What people write: none of it may pass for any string of any event. */
const wordsOfPeople = [
  'Amina',
  'Amina Warsame',
  '12 Holloway Road',
  'the heating is broken',
  'السخان معطل',
  'Qaboojiyaha wuu jabay.',
  'amina@post.example',
  '+44 121 496 0000',
  'https://example.org/amina',
  'housing\nand more',
  ' ',
  '',
  'a'.repeat(65),
];

interface Found {
  readonly path: string;
  readonly schema: z.core.$ZodType;
}

/** Every leaf of a schema with the path to it. */
function leavesOf(schema: z.core.$ZodType, path: string): Found[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as z.core.$ZodLooseShape).flatMap(([key, field]) =>
      leavesOf(field, `${path}.${key}`),
    );
  if (schema instanceof z.ZodArray) return leavesOf(schema.element, `${path}[]`);
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable) return leavesOf(schema.unwrap(), path);
  return [{ path, schema }];
}

/** Every object of a schema. */
function objectsOf(schema: z.core.$ZodType): z.ZodObject[] {
  if (schema instanceof z.ZodObject)
    return [schema, ...Object.values(schema.shape as z.core.$ZodLooseShape).flatMap(objectsOf)];
  if (schema instanceof z.ZodArray) return objectsOf(schema.element);
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable) return objectsOf(schema.unwrap());
  return [];
}

/** Every array of a schema. */
function arraysOf(schema: z.core.$ZodType): z.ZodArray[] {
  if (schema instanceof z.ZodObject) return Object.values(schema.shape as z.core.$ZodLooseShape).flatMap(arraysOf);
  if (schema instanceof z.ZodArray) return [schema, ...arraysOf(schema.element)];
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodNullable) return arraysOf(schema.unwrap());
  return [];
}

describe.each([...catalogue.values()].map((definition) => [definition.type, definition] as const))(
  '%s',
  (_type, { name, data }) => {
    const leaves = leavesOf(data, 'data');

    it('carries nothing but strings of a bounded form, numbers and flags', () => {
      for (const { path, schema } of leaves) {
        const admitted =
          schema instanceof z.ZodEnum ||
          schema instanceof z.ZodNumber ||
          schema instanceof z.ZodBoolean ||
          ((schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) &&
            (schema.maxLength ?? Number.POSITIVE_INFINITY) <= 64);
        expect({ path, admitted }).toEqual({ path, admitted: true });
      }
    });

    it('has no place for what people write', () => {
      for (const { path, schema } of leaves)
        for (const words of wordsOfPeople)
          expect({ path, words, admitted: z.safeParse(schema, words).success }).toEqual({
            path,
            words,
            admitted: false,
          });
    });

    it('bounds every list, and refuses unknown fields at every depth', () => {
      for (const array of arraysOf(data)) {
        const bounded = array.def.checks?.some((check) => check._zod.def.check === 'max_length');
        expect(bounded).toBe(true);
      }
      for (const object of objectsOf(data)) expect(object.def.catchall?._zod.def.type).toBe('never');
    });

    it('can prove each text that it points at by its hash', () => {
      const pointsAtWords = leaves.some(({ path }) => /textIds?\b/i.test(path.replace(/textHashes.*/, '')));
      if (pointsAtWords && name !== 'text-erased')
        expect(leaves.map(({ path }) => path)).toContain('data.textHashes[].sha256');
    });
  },
);
