import type { z } from 'zod';
import { type Context, streams } from './streams.ts';

/** A fact, or a part of one: the same shape, and nothing in it may be reassigned. */
export type Fact<T> = T extends readonly (infer Item)[]
  ? readonly Fact<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Fact<T[Key]> }
    : T;

/** What makes an event: given to {@link defineEvent}. */
export interface EventDescription<
  C extends Context = Context,
  Aggregate extends string = string,
  Name extends string = string,
  Major extends number = number,
  Data extends z.ZodType = z.ZodType,
> {
  /** The context that owns the event, and with it the stream. */
  readonly context: C;
  readonly aggregate: Aggregate;
  /** Past tense, kebab case. */
  readonly name: Name;
  /** A changed meaning is a new major beside the old one; a new optional field is not. */
  readonly major: Major;
  /** Completes the sentence "emitted when …", for `docs/events.md`. */
  readonly emittedWhen: string;
  /** Strict objects of the scalars in `scalars.ts` only; an optional field is `.exactOptional()`, so that `undefined` is never written. */
  readonly data: Data;
  /** Fictional data that parses strictly. */
  readonly example: Fact<z.input<Data>>;
}

/** A defined event: its description and the names derived from it. Frozen. */
export interface EventDefinition<
  C extends Context = Context,
  Aggregate extends string = string,
  Name extends string = string,
  Major extends number = number,
  Data extends z.ZodType = z.ZodType,
> extends EventDescription<C, Aggregate, Name, Major, Data> {
  /** The CloudEvents type, `org.throughline.concern.submitted.v1`. */
  readonly type: `org.throughline.${Aggregate}.${Name}.v${Major}`;
  /** The subject in NATS, `evt.feedback.concern.submitted.v1`. */
  readonly subject: `evt.${C}.${Aggregate}.${Name}.v${Major}`;
  /** The stream in JetStream, `FEEDBACK`. */
  readonly stream: Uppercase<C>;
  /** The envelope's `source`, `/feedback`. */
  readonly source: (typeof streams)[C]['source'];
  /** The envelope's `dataschema`, `urn:throughline:schema:concern.submitted.v1`. */
  readonly dataschema: `urn:throughline:schema:${Aggregate}.${Name}.v${Major}`;
  /** The schema's name in generated documents, `ConcernSubmittedV1`. */
  readonly schemaName: string;
  /** States the fact. Nothing is validated here: the store validates strictly before it writes. */
  of(data: Fact<z.input<Data>>): {
    readonly type: `org.throughline.${Aggregate}.${Name}.v${Major}`;
    readonly data: Fact<z.output<Data>>;
  };
}

/** The events of an aggregate by name: `{ submitted, acknowledged, … }`. */
export type EventDefinitions = Readonly<Record<string, EventDefinition>>;

/** A plain domain event: what a decision returns. Over a union of definitions, a union discriminated by `type`. */
export type DomainEvent<Definition> =
  Definition extends EventDefinition<Context, string, string, number, infer Data>
    ? { readonly type: Definition['type']; readonly data: Fact<z.output<Data>> }
    : never;

/** The union of an aggregate's domain events, e.g. `EventsOf<typeof concernEvents>`. */
export type EventsOf<Definitions extends object> = DomainEvent<Definitions[keyof Definitions]>;

const pascalCase = (kebab: string): string =>
  kebab
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/**
 * Defines an event once, for producers, consumers and documents alike.
 * @example
 * const submitted = defineEvent({ context: 'feedback', aggregate: 'concern', name: 'submitted', major: 1,
 *   emittedWhen: 'a concern is submitted', data: z.strictObject({ … }), example: { … } });
 * submitted.type // 'org.throughline.concern.submitted.v1'
 */
export function defineEvent<
  C extends Context,
  const Aggregate extends string,
  const Name extends string,
  const Major extends number,
  Data extends z.ZodType,
>(description: EventDescription<C, Aggregate, Name, Major, Data>): EventDefinition<C, Aggregate, Name, Major, Data> {
  const { context, aggregate, name, major } = description;
  const type = `org.throughline.${aggregate}.${name}.v${major}` as const;
  return Object.freeze({
    ...description,
    type,
    subject: `evt.${context}.${aggregate}.${name}.v${major}` as const,
    stream: streams[context].stream as Uppercase<C>,
    source: streams[context].source,
    dataschema: `urn:throughline:schema:${aggregate}.${name}.v${major}` as const,
    schemaName: `${pascalCase(aggregate)}${pascalCase(name)}V${major}`,
    // Input and output are one type: the schemas of events neither transform nor fill in.
    of: (data: Fact<z.input<Data>>) => ({ type, data: data as Fact<z.output<Data>> }),
  });
}
