import { existsSync, writeFileSync } from 'node:fs';

/**
 * Sets where a new stack's business clock starts. A clock file that is there already is left alone: time runs on over
 * restarts, and only a reset brings real time back.
 */
export function startClock(file: string, startsAt: Date | undefined): void {
  if (existsSync(file)) return;
  const offsetMs = startsAt ? startsAt.getTime() - Date.now() : 0;
  writeFileSync(file, JSON.stringify({ offsetMs }));
}
