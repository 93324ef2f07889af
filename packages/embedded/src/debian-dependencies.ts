/** What each package needs by itself, every alternative and every provider of a virtual package named. */
export type Dependencies = ReadonlyMap<string, readonly string[]>;

/** Reads what `apt-cache depends --important` prints: a package at the margin, what it needs indented below. */
export function parseDependencies(output: string): Dependencies {
  const needs = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of output.split('\n')) {
    const name = /^\S+$/.exec(line)?.[0];
    if (name !== undefined) needs.set(name, (current = []));
    // Providers of a virtual package stand below it, deeper and without a word before them.
    const needed = /^\s+\|?(?:Pre-?Depends|Depends): <?([^\s:>]+)/i.exec(line) ?? /^ {4}([^\s:<]+)/.exec(line);
    if (needed?.[1] !== undefined) current.push(needed[1]);
  }
  return needs;
}

/**
 * The packages of `among` (the choice that apt made) which `roots` need, directly or through others, without passing
 * through one of `without`.
 */
export function neededBy(
  roots: readonly string[],
  { needs, among, without }: { needs: Dependencies; among: readonly string[]; without: readonly RegExp[] },
): string[] {
  const chosen = new Set(among);
  const found = new Set<string>();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const candidate = name;
    if (found.has(candidate) || !chosen.has(candidate) || without.some((pattern) => pattern.test(candidate))) continue;
    found.add(candidate);
    waiting.push(...(needs.get(candidate) ?? []));
  }
  return [...found];
}
