import type { ConcernEvent, Recorded } from '@throughline/contracts';
import type { ConcernMirror, LinkMirror } from './concern-mirror.ts';

/** One event of the concern, by its type. */
export type Fact<Type extends ConcernEvent['type']> = Recorded<Extract<ConcernEvent, { type: Type }>>;

/** What one event changes; `links` are those that it adds. */
export type Change<Type extends ConcernEvent['type']> = (
  concern: ConcernMirror,
  event: Fact<Type>,
) => Partial<ConcernMirror>;

/** A table of changes by event type. */
export type Changes = { readonly [Type in ConcernEvent['type']]?: Change<Type> };

/** A link that the event itself is: its id is the event's unless something else of the concern is meant. */
export const link = (
  { id, at }: Recorded<ConcernEvent>,
  kind: string,
  by: LinkMirror['by'],
  more: Partial<LinkMirror> = {},
): LinkMirror => ({ kind, id, at, by, data: {}, ...more });
