import type { Runner, Statement } from './engine-pool.ts';
import { CODES, CommandError } from './error-codes.ts';

const INDEX_NAME: Statement = {
  name: 'index-name',
  text: `select coalesce((index_spec).index_name, '') from documentdb_api_catalog.collection_indexes where index_id = $1`,
};

/** MongoDB's wording, because programs find the index's name in it. */
export const duplicateKeyMessage = (namespace: string, index: string): string =>
  `E11000 duplicate key error collection: ${namespace} index: ${index} dup key`;

/** The engine's wording inside `writeErrors` ends with the index's name. */
export function indexNameIn(engineMessage: string): string {
  return /Index '(.+)'$/.exec(engineMessage)?.[1] ?? 'unknown';
}

/** A thrown violation names only PostgreSQL's constraint; the catalogue knows the index behind it. */
export async function duplicateKeyError(error: Error, namespace: string, runner: Runner): Promise<CommandError> {
  const { constraint = '' } = error as Error & { constraint?: string };
  const index = constraint.startsWith('collection_pk') ? '_id_' : await indexNameOf(constraint, runner);
  return new CommandError(...CODES.duplicateKey, duplicateKeyMessage(namespace, index), { cause: error });
}

async function indexNameOf(constraint: string, runner: Runner): Promise<string> {
  const indexId = /(\d+)$/.exec(constraint)?.[1];
  const [name] = indexId === undefined ? [] : await runner.run(INDEX_NAME, [indexId]);
  return typeof name === 'string' && name !== '' ? name : constraint || 'unknown';
}
