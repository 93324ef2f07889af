import type mongoose from 'mongoose';
import type { mongo } from 'mongoose';
import { asking } from './driver-errors.ts';

/** Collections of one database with their declared indexes. */
export interface Collections {
  /** Declares a collection; a second declaration under the same name throws RangeError. */
  declare<Document extends mongo.Document>(name: string, schema: mongoose.Schema): mongo.Collection<Document>;
  /** The explicit index step. */
  ensureIndexes(): Promise<void>;
  /** The first index that is declared and not there in that form, as `collection: {"field":1}, unique`. */
  missingIndex(): Promise<string | undefined>;
}

interface Declared {
  readonly name: string;
  readonly model: mongoose.Model<unknown>;
  readonly indexes: readonly string[];
}

const namespaceNotFound = 26;

/** What an index promises: the same keys without being unique would let two rows of one version stand. */
const formOf = (key: object, { unique, partialFilterExpression }: mongo.CreateIndexesOptions): string =>
  [JSON.stringify(key), ...(unique ? ['unique'] : []), ...(partialFilterExpression ? ['partial'] : [])].join(', ');

/** Collections of a mongoose connection. What they hand out is the driver's collection, for lean reads and hot writes. */
export function collectionsOf(connection: mongoose.Connection, database: mongo.Db): Collections {
  const declaredOnes = new Map<string, Declared>();

  async function standingIndexes(name: string): Promise<ReadonlySet<string>> {
    try {
      const standing = await database.collection(name).listIndexes().toArray();
      return new Set(standing.map(({ key, ...options }) => formOf(key, options)));
    } catch (error) {
      if ((error as { code?: unknown }).code === namespaceNotFound) return new Set();
      throw error;
    }
  }

  return {
    declare<Document extends mongo.Document>(name: string, schema: mongoose.Schema) {
      if (declaredOnes.has(name)) throw new RangeError(`collection ${name} is declared twice`);
      const model = connection.model<unknown>(name, schema, name);
      const indexes = schema
        .indexes()
        .map(([fields, options]) => formOf(fields, options as mongo.CreateIndexesOptions));
      declaredOnes.set(name, { name, model, indexes });
      return database.collection<Document>(name);
    },
    async ensureIndexes() {
      for (const { model } of declaredOnes.values()) await asking(() => model.createIndexes());
    },
    async missingIndex() {
      for (const { name, indexes } of declaredOnes.values()) {
        // A text index is listed under fields of the engine's own making.
        const comparable = indexes.filter((form) => !form.includes('"text"'));
        if (comparable.length === 0) continue;
        const standing = await asking(() => standingIndexes(name));
        const missing = comparable.find((form) => !standing.has(form));
        if (missing) return `${name}: ${missing}`;
      }
      return undefined;
    },
  };
}
