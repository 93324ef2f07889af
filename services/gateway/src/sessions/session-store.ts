import type { Id } from '@throughline/kernel';

/** Somebody signed in. A plain record: no version, no journal. */
interface Session {
  readonly tokenHash: string;
  readonly personId: Id;
  /** By the machine's clock, as everything about tokens. */
  readonly expiresAt: Date;
}

/** Where sessions are kept. */
export interface SessionStore {
  open(session: Session): Promise<void>;
  find(tokenHash: string): Promise<Session | undefined>;
  /** Forgets what has expired by `now`. */
  sweep(now: Date): Promise<void>;
}
