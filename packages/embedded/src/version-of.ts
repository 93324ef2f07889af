import { runCommand } from './run-command.ts';

/** `[8, 0, 4]` from what a program says about itself. */
export async function versionOf(program: string): Promise<readonly number[]> {
  const text = await runCommand(program, ['--version'], { timeoutMs: 10_000 });
  const version = /v?(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  if (!version) throw new Error(`${program} --version gives no version`);
  return version.slice(1).map((part) => Number(part ?? 0));
}

export function isAtLeast(version: readonly number[], [major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = version;
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
