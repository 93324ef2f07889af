import { NotAllowedNow } from './app-error.ts';

type Row<State extends string, Command extends string> = Partial<Record<Command, State | readonly State[]>>;

/** A state machine as a table: what each state allows, and where it leads. */
export interface Transitions<State extends string, Command extends string> {
  readonly states: readonly State[];
  readonly commands: readonly Command[];
  /** Whether `command` is allowed in `from`. */
  allows(from: State, command: Command): boolean;
  /** Where `command` may lead from `from`; empty when it is not allowed. */
  targets(from: State, command: Command): readonly State[];
  /** Throws {@link NotAllowedNow} (409) unless `command` is allowed in `from`. */
  require(from: State, command: Command): void;
}

const inWords = (code: string) =>
  code
    .replace(/([A-Z])/g, ' $1')
    .replaceAll('-', ' ')
    .toLowerCase();

/**
 * Checks the table as it is built, so a state that nothing defines fails the start and not a user.
 * Every state must have a row (an empty one ends it). Throws RangeError naming the fault.
 */
export function transitions<State extends string, Command extends string>(
  table: Record<State, Row<State, Command>>,
): Transitions<State, Command> {
  const states = Object.keys(table) as State[];
  const rows = new Map<string, Map<string, readonly State[]>>();
  for (const [state, row] of Object.entries<Row<State, Command>>(table)) {
    const targetsByCommand = new Map<string, readonly State[]>();
    for (const [command, target] of Object.entries<State | readonly State[] | undefined>(row)) {
      const targets = [target ?? []].flat() as State[];
      if (targets.length === 0) throw new RangeError(`${state}.${command} leads nowhere`);
      const unknown = targets.find((name) => !states.includes(name));
      if (unknown) throw new RangeError(`${state}.${command} leads to ${unknown}, which has no row`);
      targetsByCommand.set(command, targets);
    }
    rows.set(state, targetsByCommand);
  }
  const targets = (from: State, command: Command) => rows.get(from)?.get(command) ?? [];
  return Object.freeze({
    states,
    commands: [...new Set([...rows.values()].flatMap((row) => [...row.keys()]))] as Command[],
    allows: (from: State, command: Command) => targets(from, command).length > 0,
    targets,
    require(from: State, command: Command) {
      if (targets(from, command).length === 0)
        throw new NotAllowedNow(`It is ${inWords(from)}, and in that state nobody can ${inWords(command)}.`);
    },
  });
}
