import type { Fault } from '@throughline/kernel';

/** The parameters of an address, each once. Faults name those that come twice, as arrays would. */
export function readQuery(url: string): {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Fault[];
} {
  const mark = url.indexOf('?');
  if (mark < 0) return { values: {}, faults: [] };
  // No prototype: a parameter may be called anything.
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  const faults: Fault[] = [];
  for (const [name, value] of new URLSearchParams(url.slice(mark + 1))) {
    if (name in values) faults.push({ pointer: `query:${name}`, code: 'repeated', message: 'is given more than once' });
    else values[name] = value;
  }
  return { values, faults };
}
