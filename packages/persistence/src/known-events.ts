import { definitionOf, type EventDefinition, type EventDefinitions } from '@throughline/contracts';

/** How to find the definition of an aggregate's event: among its own, or else in the catalogue. */
export function knownEvents({
  events,
}: {
  readonly events?: EventDefinitions;
}): (type: string) => EventDefinition | undefined {
  if (!events) return definitionOf;
  const byType = new Map<string, EventDefinition>(Object.values(events).map((known) => [known.type, known]));
  return (type) => byType.get(type);
}
