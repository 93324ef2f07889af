import { type Document, deserialize, serialize } from 'bson';
import { MalformedMessage } from './bson-fields.ts';
import { duplicateKeyError, duplicateKeyMessage, indexNameIn } from './duplicate-key.ts';
import type { Runner, Statement, Value } from './engine-pool.ts';
import { bytesAt } from './engine-reply.ts';
import { CODES, CommandError, codeOfPackedState, toCommandError } from './error-codes.ts';
import { type Command, type Gateway, runnerFor } from './gateway.ts';
import { type Request, targetOf } from './request.ts';

type Write = 'insert' | 'update' | 'delete';

const write = (operation: Write): Statement => ({
  name: operation,
  text: `select p_result::bytea, p_success from documentdb_api.${operation}(
    $1, $2::bytea::documentdb_core.bson, $3::bytea::documentdb_core.bsonsequence, $4)`,
});

const FIND_AND_MODIFY: Statement = {
  name: 'find-and-modify',
  text: 'select p_result::bytea from documentdb_api.find_and_modify($1, $2::bytea::documentdb_core.bson, $3)',
};

const SEQUENCE_OF: Record<Write, string> = { insert: 'documents', update: 'updates', delete: 'deletes' };

/** Insert, update and delete: body and documents go to the engine, its reply goes to the client, both as they are. */
export function writeCommand(operation: Write): Command {
  const statement = write(operation);
  return (request, gateway) =>
    gateway.retriedWrites.once(request.session, async () => {
      const values = [request.database, request.body, sequenceOf(request, SEQUENCE_OF[operation]), retryIdOf(request)];
      const row = await runWrite(request, gateway, { statement, values });
      const reply = bytesAt(row, 0);
      return row[1] === true ? reply : withMongoCodes(reply, request, gateway);
    });
}

export const findAndModify: Command = (request, gateway) =>
  gateway.retriedWrites.once(request.session, async () => {
    const values = [request.database, request.body, retryIdOf(request)];
    return bytesAt(await runWrite(request, gateway, { statement: FIND_AND_MODIFY, values }), 0);
  });

interface PreparedWrite {
  readonly statement: Statement;
  readonly values: readonly Value[];
}

async function runWrite(
  request: Request,
  gateway: Gateway,
  { statement, values }: PreparedWrite,
): Promise<readonly unknown[]> {
  const runner: Runner = await runnerFor(request, gateway);
  try {
    return await runner.run(statement, values);
  } catch (error) {
    if (toCommandError(error).code !== CODES.duplicateKey[0] || !(error instanceof Error)) throw error;
    // Not on the transaction's own connection: after an error PostgreSQL answers nothing more on it.
    throw await duplicateKeyError(error, namespaceOf(request), gateway.pool);
  }
}

/** The engine remembers a single write under this id and does not repeat it, also across its own restart. */
function retryIdOf({ session }: Request): string | null {
  return session?.kind === 'write' ? `${session.id}:${session.transactionNumber}` : null;
}

function sequenceOf(request: Request, name: string): Buffer | null {
  const [sequence, ...others] = request.sequences;
  if (sequence === undefined) return null;
  if (others.length > 0 || sequence.name !== name)
    throw new MalformedMessage(`Only the sequence "${name}" belongs here.`);
  return sequence.documents;
}

const namespaceOf = (request: Request): string => `${request.database}.${targetOf(request)}`;

/** Only a reply with errors is decoded: the engine's packed states become MongoDB's codes. */
async function withMongoCodes(reply: Buffer, request: Request, gateway: Gateway): Promise<Uint8Array> {
  const decoded = deserialize(reply, { promoteLongs: false, promoteBuffers: false });
  const errors: Document[] = Array.isArray(decoded['writeErrors']) ? decoded['writeErrors'] : [];
  for (const error of errors) translate(error, request);
  const conflict = errors.find(({ code }) => code === CODES.writeConflict[0]);
  if (conflict) throw new CommandError(...CODES.writeConflict, String(conflict['errmsg']));
  // As in MongoDB, any failed write ends the transaction that it was part of.
  if (request.session?.kind === 'transaction') await gateway.transactions.abort(request.session);
  return serialize(decoded);
}

function translate(error: Document, request: Request): void {
  error['code'] = codeOfPackedState(Number(error['code']));
  if (error['code'] === CODES.duplicateKey[0]) {
    error['errmsg'] = duplicateKeyMessage(namespaceOf(request), indexNameIn(String(error['errmsg'])));
  }
}
