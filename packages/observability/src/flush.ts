let stop: (() => Promise<void>) | undefined;
const deadlineMs = 3_000;

/** Tells {@link flush} what to do; called once, by the preload, when telemetry is on. */
export function onFlush(stopTelemetry: () => Promise<void>): void {
  stop = stopTelemetry;
}

/**
 * Sends what telemetry still holds, and stops it: the last thing that `main` awaits before it exits, or the end of the
 * last traces is lost. At most 3 s, never an error; at once when telemetry is off.
 */
export async function flush(): Promise<void> {
  if (!stop) return;
  const deadline = new Promise<void>((resolve) => setTimeout(resolve, deadlineMs).unref());
  // A collector that is away must not keep a service from stopping, nor turn its exit code.
  await Promise.race([stop().catch(() => undefined), deadline]);
  stop = undefined;
}
