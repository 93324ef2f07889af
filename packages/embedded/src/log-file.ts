import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const LARGEST_BYTES = 5_000_000;

/**
 * Appends a child's lines to a file; when it has grown large it becomes `….1`, and the one before is lost. Written
 * synchronously: stores write few lines, and the last ones before a crash are those that matter.
 */
export function logFile(path: string): (line: string) => void {
  mkdirSync(dirname(path), { recursive: true });
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return (line) => {
    if (bytes > LARGEST_BYTES) {
      renameSync(path, `${path}.1`);
      bytes = 0;
    }
    const text = `${line}\n`;
    appendFileSync(path, text);
    bytes += Buffer.byteLength(text);
  };
}
