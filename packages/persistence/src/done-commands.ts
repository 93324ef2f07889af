import { hmac, ownerOf } from '@throughline/kernel';
import { IdempotencyMismatch, TooManyCommands } from './aggregate.errors.ts';
import type { CommandContext } from './aggregate-definition.ts';
import type { AggregateDocument, DoneCommand } from './aggregate-document.ts';

const rememberedMs = 24 * 60 * 60 * 1000;
const fewest = 50;
const most = 1_000;

/** The key of a command as it is stored: 128 bits of an HMAC, so that nobody reads a client's key out of a document. */
export const storedKey = (secret: string, context: Pick<CommandContext, 'principal' | 'commandKey'>): string =>
  hmac(secret, `${ownerOf(context.principal)}:${context.commandKey}`).slice(0, 32);

/** What is remembered of this command, or undefined when it is new. Throws {@link IdempotencyMismatch} for another one under its key. */
export function doneBefore(
  document: AggregateDocument,
  key: string,
  fingerprint: string,
): Omit<DoneCommand, 'key'> | undefined {
  const done =
    document.creationKey === key ? document.creation : document.commands.findLast((command) => command.key === key);
  if (done && done.fingerprint !== fingerprint) throw new IdempotencyMismatch();
  return done;
}

/**
 * How many of the newest commands a document keeps when one is added, that one included: all of the last 24 h, never
 * fewer than 50, at most 1,000. Throws {@link TooManyCommands} when a day's commands are 1,000 already.
 */
export function commandsToKeep(commands: readonly DoneCommand[], now: Date): number {
  const since = now.getTime() - rememberedMs;
  const firstRecent = commands.findIndex(({ at }) => at.getTime() > since);
  const recent = firstRecent < 0 ? 0 : commands.length - firstRecent;
  const oldest = commands[firstRecent];
  if (oldest && recent >= most) throw new TooManyCommands(Math.ceil((oldest.at.getTime() - since) / 1000));
  return Math.max(recent, Math.min(commands.length, fewest - 1)) + 1;
}
