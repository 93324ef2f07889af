import type { Clock } from '@throughline/kernel';

/** Where the documents of a mirror are read: persistence's `Mirror` has this shape. */
export interface MirrorReader<M> {
  find(id: string): Promise<(M & { readonly seen: number }) | undefined>;
}

/** A mirror's documents, held in memory for a moment. */
export interface KeptMirror<M, View> {
  /** The view of a document; undefined when neither mirror nor owner has it. */
  get(id: string): Promise<View | undefined>;
  /** Forgets a document, because its consumer has just changed it. */
  forget(id: string): void;
  /** What `get` would say of a document that is held now, however old; for places that cannot wait. */
  held(id: string): M | undefined;
}

interface Held<M, View> {
  readonly readAt: number;
  readonly seen: number;
  readonly document: M;
  readonly view: View;
}

/** So long another process's change may go unnoticed here; this one's own consumer forgets at once. */
const freshMs = 2_000;
const mostHeld = 5_000;

/**
 * Keeps a mirror's documents for two seconds, so that accepting a concern reads nothing. The view is made again only when
 * the document has changed: what is reckoned from a calendar is kept by the calendar's identity.
 *
 * A document that the mirror lacks is asked of its owner, once per call, before it counts as unknown: an event may still
 * be on its way.
 */
export function keepMirror<M, View>({
  mirror,
  askOwner,
  viewOf,
  machineClock,
}: {
  readonly mirror: MirrorReader<M>;
  readonly askOwner: (id: string) => Promise<M | undefined>;
  readonly viewOf: (id: string, document: M) => View;
  readonly machineClock: Clock;
}): KeptMirror<M, View> {
  const kept = new Map<string, Held<M, View>>();

  function hold(id: string, document: M, seen: number): View {
    const before = kept.get(id);
    const view = before && before.seen === seen && seen > 0 ? before.view : viewOf(id, document);
    if (kept.size >= mostHeld) kept.clear();
    kept.set(id, { readAt: machineClock.now().getTime(), seen, document, view });
    return view;
  }

  return {
    async get(id) {
      const held = kept.get(id);
      if (held && machineClock.now().getTime() - held.readAt < freshMs) return held.view;
      const found = await mirror.find(id);
      if (found) return hold(id, found, found.seen);
      const asked = await askOwner(id);
      return asked && hold(id, asked, 0);
    },
    forget: (id) => void kept.delete(id),
    held: (id) => kept.get(id)?.document,
  };
}
