import { deserialize } from 'bson';
import { MalformedMessage } from './bson-fields.ts';
import { CODES, CommandError, errorReply, toCommandError } from './error-codes.ts';
import type { Command, Gateway } from './gateway.ts';
import { buildInfo, hello, ok } from './handshake.ts';
import { answeredCommand, getMore, killCursors, pagedCommand } from './read-commands.ts';
import type { Request } from './request.ts';
import { schemaCommands } from './schema-commands.ts';
import { findAndModify, writeCommand } from './write-commands.ts';

const greet: Command = (_request, { address }, connectionId) => hello(address, connectionId);

const commitTransaction: Command = async ({ session }, { transactions }) => {
  if (session?.kind !== 'transaction')
    throw new CommandError(...CODES.noSuchTransaction, 'There is no transaction to commit.');
  await transactions.commit(session);
  return ok();
};

const abortTransaction: Command = async ({ session }, { transactions }) => {
  if (session?.kind !== 'transaction')
    throw new CommandError(...CODES.noSuchTransaction, 'There is no transaction to abort.');
  await transactions.abort(session);
  return ok();
};

const endSessions: Command = ({ body }, { retriedWrites }) => {
  const { endSessions: ended } = deserialize(body);
  const ids = Array.isArray(ended)
    ? ended.map((session: { id?: { toString(encoding: 'hex'): string } }) => session.id?.toString('hex'))
    : [];
  retriedWrites.forget(ids.filter((id) => id !== undefined));
  return ok();
};

/** Everything that is spoken here; names in lower case, as old drivers vary them. */
const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries<Command>({
    hello: greet,
    isMaster: greet,
    ping: () => ok(),
    buildInfo: () => buildInfo(),
    endSessions,
    refreshSessions: () => ok(),

    insert: writeCommand('insert'),
    update: writeCommand('update'),
    delete: writeCommand('delete'),
    findAndModify,

    find: pagedCommand('find'),
    aggregate: pagedCommand('aggregate'),
    count: answeredCommand('count_query'),
    distinct: answeredCommand('distinct_query'),
    getMore,
    killCursors,

    commitTransaction,
    abortTransaction,

    listCollections: pagedCommand('list_collections'),
    listIndexes: pagedCommand('list_indexes'),
    ...schemaCommands,
  }).map(([name, command]) => [name.toLowerCase(), command]),
);

/** Answers a request, errors included; only a malformed message is thrown on, because it ends the connection. */
export async function answer(request: Request, gateway: Gateway, connectionId: number): Promise<Uint8Array> {
  try {
    const command = COMMANDS.get(request.command.toLowerCase());
    if (!command) throw new CommandError(...CODES.commandNotFound, `no such command: '${request.command}'`);
    return await command(request, gateway, connectionId);
  } catch (error) {
    if (error instanceof MalformedMessage) throw error;
    return answerWithError(request, gateway, toCommandError(error));
  }
}

async function answerWithError(
  { command, session }: Request,
  gateway: Gateway,
  error: CommandError,
): Promise<Uint8Array> {
  const inTransaction = session?.kind === 'transaction';
  const commits = inTransaction && command === 'commitTransaction';
  if (inTransaction && !commits && command !== 'abortTransaction')
    await gateway.transactions.abort(session).catch(() => undefined);
  return errorReply(error, { inTransaction, commits, retryableWrite: session?.kind === 'write' });
}
