import { z } from 'zod';
import { type BadVariable, ConfigError } from './config-error.ts';
import { demoSettings } from './demo-settings.ts';

/** Variable name → schema. A schema's `.describe()` completes the sentence "NAME must be …". */
export type EnvironmentShape = Readonly<Record<string, z.ZodType>>;

/** What a shape is read into: an object with the variables' own names, each of its schema's type. */
export type ConfigOf<Shape extends EnvironmentShape> = Readonly<z.output<z.ZodObject<Shape>>>;

function badVariable(name: string, schema: z.ZodType, present: boolean): BadVariable {
  const expectation = schema.description ?? 'of another form';
  return { name, fault: `${present ? 'must be' : 'is missing: it must be'} ${expectation}` };
}

/**
 * Reads the variables of a shape from the environment, once, at the start. An empty variable counts as absent, as
 * Compose files write it. Variables outside the shape are ignored, except that `THROUGHLINE_MODE=production` (the
 * default) refuses demo settings wherever they stand.
 * @returns a frozen object with one property per variable of the shape
 * @throws ConfigError listing every bad variable, by name only
 */
export function readConfig<const Shape extends EnvironmentShape>(
  shape: Shape,
  env: NodeJS.ProcessEnv = process.env,
): ConfigOf<Shape> {
  const present = Object.fromEntries(Object.keys(shape).map((name) => [name, env[name] || undefined]));
  const parsed = z.object(shape).safeParse(present);
  const wrongNames = new Set(parsed.error?.issues.map((issue) => String(issue.path[0])));
  const bad = Object.entries(shape)
    .filter(([name]) => wrongNames.has(name))
    .map(([name, schema]) => badVariable(name, schema, present[name] !== undefined));
  if ((env['THROUGHLINE_MODE'] || 'production') === 'production') bad.push(...demoSettings(env));
  if (bad.length > 0 || !parsed.success) throw new ConfigError(bad);
  return Object.freeze(parsed.data);
}
