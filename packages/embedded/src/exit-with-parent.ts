/**
 * Ends this process when the one that supervises it is gone, also after kill -9 of the parent: the kernel closes the
 * IPC channel, and its end is the only news of that death that cannot be missed. Call it first in `main.ts`.
 * Started without a channel (by hand, in a container) it does nothing.
 *
 * @param onOrphaned what to do instead of ending at once, for instance a graceful stop with a deadline
 */
export function exitWithParent(onOrphaned: () => void = endAtOnce): void {
  if (!process.channel) return;
  process.once('disconnect', onOrphaned);
  // The channel must not keep a process alive that has otherwise finished.
  process.channel.unref();
  // The parent may have died between our start and this line.
  if (!process.connected) onOrphaned();
}

/** Not by `process.exit`: its hooks flush logs into a pipe that nobody reads any more, and may never return. */
const endAtOnce = (): void => void process.kill(process.pid, 'SIGKILL');
