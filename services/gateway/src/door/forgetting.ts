import type { AggregateStore, MongoAggregateStore, StatedEvent } from '@throughline/persistence';

/** A store whose changes make this process forget at once whom it has let in. */
export function forgetting<S, E extends StatedEvent, P>(
  store: MongoAggregateStore<S, E, P>,
  forget: () => void,
): MongoAggregateStore<S, E, P> {
  const change: AggregateStore<S, E, P>['change'] = async (...parts) => {
    const outcome = await store.change(...parts);
    forget();
    return outcome;
  };
  return { ...store, change };
}
