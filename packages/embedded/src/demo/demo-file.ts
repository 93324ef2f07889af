import { renameSync, writeFileSync } from 'node:fs';
import type { Stack } from '../stack/stack.ts';
import type { Cast } from './seed-cast.ts';

/**
 * Everything that a newcomer, or a test from outside, needs to act in the demo: `.throughline/demo.json`. It is there
 * while the demo runs and made anew at each start; its tokens last 24 h.
 */
export interface DemoFile {
  readonly url: string;
  readonly forum: { readonly id: string; readonly code: string };
  readonly people: readonly {
    readonly role: string;
    readonly organisationId?: string;
    readonly name: string;
    readonly token: string;
  }[];
  readonly organisations: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: string;
    readonly apiKey: string;
  }[];
  readonly processes: readonly { readonly service: string; readonly pid: number }[];
}

/** Signs everybody of the cast in anew and says who they are; processes are those that run now. */
export async function demoFileOf(stack: Stack, cast: Cast): Promise<DemoFile> {
  const people = await Promise.all(
    cast.people.map(async ({ id, role, name, organisationId }) => ({
      role,
      ...(organisationId && { organisationId }),
      name,
      token: await stack.sessions.open(id),
    })),
  );
  return {
    url: stack.url,
    forum: cast.forum,
    people,
    organisations: Object.values(cast.organisations),
    processes: processesOf(stack),
  };
}

/** The services that run, with their process ids. */
export const processesOf = ({ services }: Stack) =>
  Object.values(services).flatMap(({ name, pid }) => (pid === undefined ? [] : [{ service: name, pid }]));

/** Writes the file for its owner alone, whole or not at all. */
export function writeDemoFile(file: string, demo: DemoFile): void {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}
