import { type Document, deserialize, serialize } from 'bson';
import { documentOf, textOf } from './bson-fields.ts';
import type { Statement } from './engine-pool.ts';
import { bytesAt, UnexpectedAnswer } from './engine-reply.ts';
import { CODES, CommandError } from './error-codes.ts';
import type { Command } from './gateway.ts';
import { ok } from './handshake.ts';
import { targetOf } from './request.ts';

const BODY = '::bytea::documentdb_core.bson';
const STATEMENTS = {
  create: `select documentdb_api.create_collection_view($1, $2${BODY})::bytea`,
  collMod: `select documentdb_api.coll_mod($1, $2, $3${BODY})::bytea`,
  drop: 'select documentdb_api.drop_collection($1, $2)',
  dropDatabase: 'select documentdb_api.drop_database($1)',
  rename: `select documentdb_api.rename_collection($1${BODY})::bytea`,
  createIndexes: `select documentdb_api_internal.create_indexes_non_concurrently($1, $2${BODY}, true)::bytea`,
  dropIndexes: `call documentdb_api.drop_indexes($1, $2${BODY})`,
  collStats: 'select documentdb_api.coll_stats($1, $2, 1)::bytea',
  dbStats: 'select documentdb_api.db_stats($1, 1, false)::bytea',
  listDatabases: `select documentdb_api.list_databases($1${BODY})::bytea`,
} as const;

const statement = (name: keyof typeof STATEMENTS): Statement => ({ name, text: STATEMENTS[name] });

const create: Command = async (request, { pool }) =>
  bytesAt(await pool.run(statement('create'), [request.database, request.body]), 0);

const collMod: Command = async (request, { pool }) =>
  bytesAt(await pool.run(statement('collMod'), [request.database, targetOf(request), request.body]), 0);

/** A collection that is not there is as good as dropped, as in MongoDB 7. */
const drop: Command = async (request, { pool }) => {
  await pool.run(statement('drop'), [request.database, targetOf(request)]);
  return ok({ ns: `${request.database}.${targetOf(request)}` });
};

const dropDatabase: Command = async (request, { pool }) => {
  await pool.run(statement('dropDatabase'), [request.database]);
  return ok({ dropped: request.database });
};

const renameCollection: Command = async (request, { pool }) => {
  await pool.run(statement('rename'), [request.body]);
  return ok();
};

/** Built under a lock, not in the background: who asked may rely on a unique index when the answer is there. */
const createIndexes: Command = async (request, { pool }) => {
  const reply = deserialize(bytesAt(await pool.run(statement('createIndexes'), [request.database, request.body]), 0));
  const [shard] = Object.values<Document>(reply['raw'] ?? {});
  return serialize({ ...shard, ok: reply['ok'] ? 1 : 0 });
};

const dropIndexes: Command = async (request, { pool }) => {
  const [answer] = await pool.run(statement('dropIndexes'), [request.database, request.body]);
  const { nIndexesWas } = deserialize(bsonOfText(answer));
  return ok({ nIndexesWas });
};

/** A procedure's result cannot be cast to bytes, so it comes in the engine's text form. */
function bsonOfText(text: unknown): Buffer {
  if (typeof text !== 'string' || !text.startsWith('BSONHEX')) throw new UnexpectedAnswer('The engine gave no BSON.');
  return Buffer.from(text.slice('BSONHEX'.length), 'hex');
}

const collStats: Command = async (request, { pool }) =>
  bytesAt(await pool.run(statement('collStats'), [request.database, targetOf(request)]), 0);

const dbStats: Command = async (request, { pool }) =>
  bytesAt(await pool.run(statement('dbStats'), [request.database]), 0);

const listDatabases: Command = async (request, { pool }) =>
  bytesAt(await pool.run(statement('listDatabases'), [request.body]), 0);

const EXPLAINED: Readonly<Record<string, string>> = {
  find: 'bson_aggregation_find',
  aggregate: 'bson_aggregation_pipeline',
  count: 'bson_aggregation_count',
  distinct: 'bson_aggregation_distinct',
};

/** PostgreSQL's plan of a read, as it is: a `Sort Key` over a large scan means a missing index. */
const explain: Command = async (request, { pool }) => {
  const explained = documentOf(request.body, request.fields.get('explain'));
  const [verb] = explained ? Object.keys(deserialize(explained)) : [];
  const engineFunction = EXPLAINED[verb ?? ''];
  if (!explained || !engineFunction) throw new CommandError(...CODES.badValue, 'Only reads can be explained here.');
  const analyse = textOf(request.body, request.fields.get('verbosity')) === 'queryPlanner' ? '' : 'analyze, ';
  // The planner looks into the command itself, so it must stand in the statement, not beside it.
  const text = `explain (${analyse}format json) select document from documentdb_api_catalog.${engineFunction}(
    ${literal(request.database)}, 'BSONHEX${explained.toString('hex')}'::documentdb_core.bson)`;
  const [plan] = await pool.run({ name: '', text }, []);
  return ok({ queryPlanner: { namespace: request.database, winningPlan: plan }, explainVersion: '1' });
};

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Commands about collections, indexes and databases, by the names that clients send. */
export const schemaCommands: Readonly<Record<string, Command>> = {
  create,
  collMod,
  drop,
  dropDatabase,
  renameCollection,
  createIndexes,
  dropIndexes,
  collStats,
  dbStats,
  listDatabases,
  explain,
};
