/** A pause this much longer than the gathering is a rest: what comes after it goes at once. */
const restAfter = 4;

/**
 * Hands items on at once while they come one by one, and in bursts of `gatherMs` once they come thick. What is gathered
 * is held by the broker all the while, so nothing is lost with a process that dies meanwhile.
 */
export function gatherBursts<Item>(take: (item: Item) => void, gatherMs: number): (item: Item) => void {
  if (gatherMs === 0) return take;
  let gathered: Item[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  const flush = () => {
    const burst = gathered;
    gathered = [];
    for (const item of burst) take(item);
  };
  return (item) => {
    const now = performance.now();
    const hasRested = now - lastAt > gatherMs * restAfter;
    lastAt = now;
    if (hasRested && gathered.length === 0) take(item);
    else if (gathered.push(item) === 1) setTimeout(flush, gatherMs);
  };
}
