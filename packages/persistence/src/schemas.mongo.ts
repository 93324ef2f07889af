import mongoose from 'mongoose';
import type { IndexDeclaration } from './aggregate-definition.ts';

const { Schema } = mongoose;
const { Mixed, Buffer: _buffer, ...types } = Schema.Types;

/** How every collection is declared: nothing made in passing, nothing dropped in silence, no version key of mongoose's. */
const strictly = { strict: 'throw', minimize: false, autoIndex: false, autoCreate: false, versionKey: false } as const;

/** The part of an aggregate's document that is the same for all; what its state may be, zod alone says. */
export function aggregateSchema(keys: readonly string[], indexes: readonly IndexDeclaration[]): mongoose.Schema {
  const schema = new Schema(
    {
      _id: { type: types.String, required: true },
      forumId: types.String,
      version: { type: types.Number, required: true },
      head: { type: types.String, required: true },
      state: { type: Mixed, required: true },
      words: { type: Mixed, required: true },
      wordsBytes: { type: types.Number, required: true },
      particulars: { type: Mixed, required: true },
      keys: { type: Mixed, required: true },
      nextDueAt: types.Date,
      updatedAt: { type: types.Date, required: true },
      creationKey: { type: types.String, required: true },
      creation: { type: Mixed, required: true },
      commands: { type: [Mixed], required: true },
      outbox: { type: [Mixed], required: true },
    },
    strictly,
  );
  schema.index({ creationKey: 1 }, { unique: true });
  // Partial, so that a document whose outbox is empty, as nearly all are, has no entry to be rewritten with every update.
  schema.index({ 'outbox.id': 1 }, { partialFilterExpression: { 'outbox.id': { $exists: true } } });
  schema.index({ nextDueAt: 1 }, { partialFilterExpression: { nextDueAt: { $exists: true } } });
  for (const key of keys) {
    const path = `keys.${key}`;
    schema.index({ [path]: 1 }, { unique: true, partialFilterExpression: { [path]: { $exists: true } } });
  }
  return declared(schema, indexes);
}

/** The journal: append-only, one row per version of an aggregate. */
export function journalSchema(): mongoose.Schema {
  const schema = new Schema(
    {
      _id: { type: types.String, required: true },
      aggregateId: { type: types.String, required: true },
      version: { type: types.Number, required: true },
      event: { type: Mixed, required: true },
    },
    strictly,
  );
  schema.index({ aggregateId: 1, version: 1 }, { unique: true });
  return schema;
}

/** A collection whose documents TypeScript and zod define: mirrors, gates, plain records. */
export const openSchema = (indexes: readonly IndexDeclaration[]): mongoose.Schema =>
  declared(new Schema({ _id: types.String }, { ...strictly, strict: false }), indexes);

function declared(schema: mongoose.Schema, indexes: readonly IndexDeclaration[]): mongoose.Schema {
  for (const { fields, unique, partial } of indexes) {
    schema.index(fields, {
      ...(unique ? { unique } : {}),
      ...(partial ? { partialFilterExpression: partial as Record<string, never> } : {}),
    });
  }
  return schema;
}
