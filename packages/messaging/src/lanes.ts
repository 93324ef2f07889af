type Task = () => Promise<unknown>;

/** Work in lanes: strictly one after another inside a lane, in parallel across lanes. */
export interface Lanes {
  /** Runs `task` when all that was given to the lane before has ended, however it ended. */
  run<T>(lane: string, task: () => Promise<T>): Promise<T>;
  /** Resolves when nothing runs and nothing waits. */
  idle(): Promise<void>;
}

/** Lanes of which at most `width` run at once; those that wait take turns, one task each. */
export function createLanes(width: number): Lanes {
  const waiting = new Map<string, Task[]>();
  const turns: string[] = [];
  let running = 0;
  let idleListeners: (() => void)[] = [];

  function next(): void {
    while (running < width && turns.length > 0) void advance(turns.shift() as string);
    if (running > 0 || idleListeners.length === 0) return;
    for (const tell of idleListeners) tell();
    idleListeners = [];
  }
  async function advance(lane: string): Promise<void> {
    const tasks = waiting.get(lane) as Task[];
    running++;
    await tasks.shift()?.();
    running--;
    if (tasks.length > 0) turns.push(lane);
    else waiting.delete(lane);
    next();
  }
  return {
    run: <T>(lane: string, task: () => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        const settled = () => task().then(resolve, reject);
        const tasks = waiting.get(lane);
        if (tasks) tasks.push(settled);
        else {
          waiting.set(lane, [settled]);
          turns.push(lane);
          next();
        }
      }),
    idle: () => (waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => idleListeners.push(resolve))),
  };
}
