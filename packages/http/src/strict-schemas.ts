import { z } from 'zod';
import { paramNames, type Route } from './route.ts';

const catchallOf = (schema: z.core.$ZodType): string | undefined => {
  const { def } = schema._zod;
  if (def.type !== 'object') return 'not an object';
  return (def as z.core.$ZodObjectDef).catchall?._zod.def.type;
};

const checked = { in: new WeakSet<z.ZodType>(), out: new WeakSet<z.ZodType>() };

/** Whether every object in a schema is strict (`in`), or at least says openly that it lets more through (`out`). */
function isStrict(schema: z.ZodType, direction: 'in' | 'out'): boolean {
  if (checked[direction].has(schema)) return true;
  let strict = true;
  z.toJSONSchema(schema, {
    io: direction === 'in' ? 'input' : 'output',
    unrepresentable: 'any',
    override({ zodSchema }) {
      const catchall = catchallOf(zodSchema);
      // No catch-all: unknown fields would be dropped in silence, ours and the client's alike.
      if (catchall === undefined || (direction === 'in' && catchall === 'unknown')) strict = false;
    },
  });
  if (strict) checked[direction].add(schema);
  return strict;
}

/** Throws RangeError for a schema that would drop unknown fields, and for params that are not those of the path. */
export function refuseLooseSchemas<Use>(routes: readonly Route<Use>[]): void {
  for (const route of routes) {
    const name = `${route.method.toUpperCase()} ${route.path}`;
    const incoming = { params: route.params, query: route.query, body: route.body };
    for (const [part, schema] of Object.entries(incoming))
      if (schema && !isStrict(schema, 'in')) throw new RangeError(`${name}: ${part} is not z.strictObject throughout`);
    for (const [status, schema] of Object.entries(route.answers))
      if (!isStrict(schema, 'out')) throw new RangeError(`${name}: answer ${status} is not z.strictObject throughout`);
    if (route.params instanceof z.ZodObject) {
      const declared = Object.keys(route.params.shape).sort().join();
      const named = paramNames(route.path).sort().join();
      if (declared !== named) throw new RangeError(`${name}: params name ${declared}, the path ${named}`);
    }
  }
}
