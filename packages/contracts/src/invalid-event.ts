/** One fault of an event: where it is (`asks.0.number`) and of which kind; never the value. */
export interface Issue {
  readonly path: string;
  readonly code: string;
}

/** An event that its producer must not write. A defect in our own code: the command fails, nothing is stored. */
export class InvalidEvent extends Error {
  readonly code = 'invalid-event';
  readonly type: string;
  readonly issues: readonly Issue[];

  constructor(type: string, issues: readonly Issue[]) {
    super(`${type}: ${issues.map(({ path, code }) => `${path || 'data'} (${code})`).join(', ')}`);
    this.name = 'InvalidEvent';
    this.type = type;
    this.issues = issues;
  }
}
