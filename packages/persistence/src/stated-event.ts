/** The least that is known of any aggregate's domain event; each aggregate has a union of its own (contracts' `EventsOf`). */
export interface StatedEvent {
  readonly type: string;
  readonly data: object;
}
