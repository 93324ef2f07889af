import { z } from 'zod';

/**
 * The same schema for a reader: what it does not know is left out, at every depth, instead of refused. Everything that
 * it does know is checked as before. Knows the kinds of schema that events are built from; throws TypeError for others,
 * at start-up, so that no event can be defined that readers would refuse for a new field.
 */
export function tolerant(schema: z.core.$ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    const shape = Object.fromEntries(
      Object.entries(schema.shape as z.core.$ZodLooseShape).map(([key, field]) => [key, tolerant(field)]),
    );
    const { catchall: _refuseOthers, ...def } = schema.def;
    return schema.clone({ ...def, shape });
  }
  if (schema instanceof z.ZodArray) return schema.clone({ ...schema.def, element: tolerant(schema.element) });
  if (schema instanceof z.ZodExactOptional) return tolerant(schema.unwrap()).exactOptional();
  if (schema instanceof z.ZodNullable) return tolerant(schema.unwrap()).nullable();
  if (
    schema instanceof z.ZodString ||
    schema instanceof z.ZodStringFormat ||
    schema instanceof z.ZodNumber ||
    schema instanceof z.ZodBoolean ||
    schema instanceof z.ZodEnum
  )
    return schema;
  throw new TypeError(`events are not built from a schema of type ${schema._zod.def.type}`);
}
