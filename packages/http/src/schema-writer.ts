import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** A JSON Schema, as OpenAPI 3.1 takes it. */
type JsonSchema = Record<string, unknown>;

/** Writes a zod schema as JSON Schema: named ones as references to components, unless they are wanted `inline`. */
export type SchemaWriter = (schema: z.ZodType, io: 'input' | 'output', form?: 'inline') => JsonSchema;

const inDefinitions = '#/$defs/';
const inComponents = '#/components/schemas/';

/** The same, with references that lead to the components. */
function relocate(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((item) => relocate(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    if (name !== '$ref' || typeof inner !== 'string') return [name, relocate(inner, rename)];
    if (!inner.startsWith(inDefinitions)) throw new RangeError('a schema that contains itself needs .meta({ id })');
    return [name, inComponents + rename(inner.slice(inDefinitions.length))];
  });
  return Object.fromEntries(entries);
}

function withoutName(schema: unknown): JsonSchema {
  const { id: _id, ...rest } = schema as JsonSchema;
  return rest;
}

/**
 * A writer that collects named schemas in `components`, what is sent in under the suffix `Input`. It throws RangeError for two
 * different schemas of one name.
 */
export function schemaWriter(components: Record<string, unknown>): SchemaWriter {
  function add(name: string, schema: unknown): void {
    if (components[name] === undefined) components[name] = schema;
    else if (!isDeepStrictEqual(components[name], schema))
      throw new RangeError(`two different schemas are called ${name}`);
  }

  return (schema, io, form) => {
    const {
      $schema: _dialect,
      $defs = {},
      ...root
    } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;
    const rename = (name: string) => (io === 'input' ? `${name}Input` : name);
    for (const [name, definition] of Object.entries($defs as JsonSchema))
      add(rename(name), relocate(withoutName(definition), rename));
    const written = relocate(withoutName(root), rename) as JsonSchema;
    const { $ref } = written;
    const isWanted = form === 'inline' && typeof $ref === 'string';
    return isWanted ? (components[$ref.slice(inComponents.length)] as JsonSchema) : written;
  };
}
