import { type ConcernEvent, concernEvents as events, type Recorded } from '@throughline/contracts';

/** What must be known of a concern to tell the right people of it. */
export interface ConcernMirror {
  readonly reference: string;
  /** An organisation; absent when a person or nobody named submitted. */
  readonly submitterId?: string;
  readonly institutions: readonly string[];
}

/** The mirror of a concern after one more event. */
export function projectConcern(previous: ConcernMirror | undefined, event: Recorded<ConcernEvent>): ConcernMirror {
  if (event.type === events.submitted.type) {
    const { reference, submitterId } = event.data;
    return { reference, institutions: [], ...(submitterId?.startsWith('org_') && { submitterId }) };
  }
  if (!previous) throw new RangeError(`a concern begins with its submission, not with ${event.type}`);
  if (event.type !== events.referred.type) return previous;
  return { ...previous, institutions: [...new Set([...previous.institutions, event.data.institutionId])] };
}
