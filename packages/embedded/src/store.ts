import type { Progress } from './debian-archive.ts';
import type { StoreAddresses } from './store-addresses.ts';
import type { Supervised, SupervisedChange } from './supervise.ts';

/** A database or broker in use: where it is and what was started for it (nothing, when it was there already). */
export interface Store {
  readonly url: string;
  /** For people: which one it is. */
  readonly label: string;
  /** In the order of their start; stopped in the reverse order. */
  readonly processes: readonly Supervised[];
}

export interface StoreOptions {
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly addresses: StoreAddresses;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: Progress;
  readonly onChange: (change: SupervisedChange) => void;
}
