import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '@throughline/kernel';
import { z } from 'zod';
import type { TextId } from './words.ts';

/** One text that was destroyed. */
export interface Erasure {
  readonly aggregateId: Id;
  readonly textId: TextId;
  readonly erasedAt: Date;
  /** A code. */
  readonly reason: string;
}

/** The record of erasures, kept and backed up apart from all databases, so that a restored backup brings no words back. */
export interface ErasureLedger {
  /** Resolves when the entries are on disk. */
  append(entries: readonly Erasure[]): Promise<void>;
  all(): Promise<readonly Erasure[]>;
}

const line = z.object({ aggregateId: z.string(), textId: z.string(), erasedAt: z.coerce.date(), reason: z.string() });

/**
 * A ledger in one file of `folder`: a JSON line per erasure, appended and flushed to disk before the words are destroyed.
 * A last line cut short by a crash is an erasure that was never acknowledged; any other unreadable line is an error.
 */
export function fileErasureLedger(folder: string, service: string): ErasureLedger {
  const path = join(folder, `erasures-${service}.jsonl`);
  return {
    async append(entries) {
      await mkdir(folder, { recursive: true });
      const file = await open(path, 'a', 0o600);
      try {
        // A leading newline parts these entries from a line that a crash may have cut short.
        await file.appendFile(`\n${entries.map((entry) => JSON.stringify(entry)).join('\n')}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async all() {
      const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return '';
        throw error;
      });
      return text.split('\n').flatMap((entry) => readLine(entry));
    },
  };
}

function readLine(text: string): Erasure[] {
  if (text === '') return [];
  // Cut short means: no closing brace. What is complete and yet unreadable must not be passed over.
  if (!text.endsWith('}')) return [];
  return [line.parse(JSON.parse(text))];
}
