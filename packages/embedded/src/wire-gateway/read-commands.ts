import { deserialize } from 'bson';
import { integerOf } from './bson-fields.ts';
import type { Statement } from './engine-pool.ts';
import { bigintAt, bytesAt, longOf, optionalBytesAt } from './engine-reply.ts';
import { CODES, CommandError } from './error-codes.ts';
import { type Command, runnerFor } from './gateway.ts';
import { ok } from './handshake.ts';

const GET_MORE: Statement = {
  name: 'get-more',
  text: `select cursorpage::bytea, continuation::bytea from documentdb_api.cursor_get_more(
    $1, $2::bytea::documentdb_core.bson, $3::bytea::documentdb_core.bson)`,
};
const FORGET_CURSORS: Statement = {
  name: 'forget-cursors',
  text: 'select documentdb_api_internal.delete_cursors($1::bigint[])',
};

/** Commands that answer with the first page of a cursor. */
export function pagedCommand(engineFunction: string): Command {
  const statement: Statement = {
    name: engineFunction,
    text: `select cursorpage::bytea, continuation::bytea, cursorid
      from documentdb_api.${engineFunction}_cursor_first_page($1, $2::bytea::documentdb_core.bson)`,
  };
  return async (request, gateway) => {
    const runner = await runnerFor(request, gateway);
    const row = await runner.run(statement, [request.database, request.body]);
    const continuation = optionalBytesAt(row, 1);
    if (continuation) gateway.cursors.keep(bigintAt(row, 2), { database: request.database, continuation });
    return bytesAt(row, 0);
  };
}

/** Commands that answer with one document. */
export function answeredCommand(engineFunction: string): Command {
  const statement: Statement = {
    name: engineFunction,
    text: `select document::bytea from documentdb_api.${engineFunction}($1, $2::bytea::documentdb_core.bson)`,
  };
  return async (request, gateway) => {
    const runner = await runnerFor(request, gateway);
    return bytesAt(await runner.run(statement, [request.database, request.body]), 0);
  };
}

export const getMore: Command = async (request, gateway) => {
  const id = integerOf(request.body, request.fields.get('getMore'));
  if (id === undefined) throw new CommandError(...CODES.badValue, 'getMore needs the number of a cursor.');
  const { database, continuation } = gateway.cursors.take(id);
  const runner = await runnerFor(request, gateway);
  const row = await runner.run(GET_MORE, [database, request.body, continuation]);
  const next = optionalBytesAt(row, 1);
  if (next) gateway.cursors.keep(id, { database, continuation: next });
  return bytesAt(row, 0);
};

export const killCursors: Command = async (request, gateway) => {
  const { cursors } = deserialize(request.body, { useBigInt64: true });
  const ids = Array.isArray(cursors) ? cursors.map((id: unknown) => BigInt(String(id))) : [];
  const { killed, unknown } = gateway.cursors.kill(ids);
  if (killed.length > 0) await gateway.pool.run(FORGET_CURSORS, [killed.map(String)]);
  return ok({
    cursorsKilled: killed.map(longOf),
    cursorsNotFound: unknown.map(longOf),
    cursorsAlive: [],
    cursorsUnknown: [],
  });
};
