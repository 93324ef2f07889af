import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/** Writes a zod schema as JSON Schema, named schemas as components and references to them. */
export type SchemaWriter = (schema: z.ZodType, io: 'input' | 'output', form?: 'inline') => unknown;

type Node = Record<string, unknown>;

const inDefinitions = '#/$defs/';
const inComponents = '#/components/schemas/';

/** Points references at the components; `#` is the schema that is being written. */
function relocate(value: unknown, rename: (name: string) => string, self: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => relocate(item, rename, self));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    if (name !== '$ref' || typeof inner !== 'string') return [name, relocate(inner, rename, self)];
    if (inner === '#' && self) return [name, inComponents + self];
    return [name, inner.startsWith(inDefinitions) ? inComponents + rename(inner.slice(inDefinitions.length)) : inner];
  });
  return Object.fromEntries(entries);
}

/** A writer that collects named schemas into `components`. Input forms that differ from the output's get the suffix `Input`. */
export function schemaWriter(components: Record<string, unknown>): SchemaWriter {
  function add(name: string, schema: unknown): void {
    if (components[name] === undefined) components[name] = schema;
    else if (!isDeepStrictEqual(components[name], schema))
      throw new RangeError(`two different schemas are called ${name}`);
  }

  return (schema, io, form) => {
    const { $schema: _dialect, $defs = {}, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Node;
    const rename = (name: string) => (io === 'input' ? `${name}Input` : name);
    const id = schema.meta()?.id;
    const self = id === undefined ? undefined : rename(id);
    for (const [name, definition] of Object.entries($defs as Node)) {
      const { id: _id, ...rest } = definition as Node;
      add(rename(name), relocate(rest, rename, self));
    }
    const { id: _id, ...written } = relocate(root, rename, self) as Node;
    if (self === undefined || form === 'inline') return written;
    add(self, written);
    return { $ref: inComponents + self };
  };
}
