import {
  type BsonFields,
  binaryOf,
  booleanOf,
  bsonFields,
  documentOf,
  integerOf,
  MalformedMessage,
  textOf,
} from './bson-fields.ts';
import { CODES, CommandError } from './error-codes.ts';
import type { DocumentSequence, Message } from './message.ts';

/** A command with the few fields of its body that the gateway itself acts on. */
export interface Request {
  /** As sent; the first field's name. */
  readonly command: string;
  readonly database: string;
  readonly body: Buffer;
  readonly fields: BsonFields;
  readonly sequences: readonly DocumentSequence[];
  readonly session: SessionOfRequest | undefined;
}

export interface SessionOfRequest {
  readonly id: string;
  readonly transactionNumber: bigint | undefined;
  /** `write`: a single write that may be repeated under its number; `transaction`: part of one. */
  readonly kind: 'plain' | 'write' | 'transaction';
  readonly starts: boolean;
}

export function readRequest({ body, sequences }: Message): Request {
  const fields = bsonFields(body);
  const [command] = fields.keys();
  if (command === undefined) throw new MalformedMessage('An empty command.');
  return {
    command,
    database: textOf(body, fields.get('$db')) ?? 'admin',
    body,
    fields,
    sequences,
    session: readSession(body, fields),
  };
}

function readSession(body: Buffer, fields: BsonFields): SessionOfRequest | undefined {
  const lsid = documentOf(body, fields.get('lsid'));
  if (!lsid) return undefined;
  const id = binaryOf(lsid, bsonFields(lsid).get('id'));
  if (!id) throw new MalformedMessage('A session without an id.');
  const transactionNumber = integerOf(body, fields.get('txnNumber'));
  const inTransaction = booleanOf(body, fields.get('autocommit')) === false;
  return {
    id: id.toString('hex'),
    transactionNumber,
    kind: transactionNumber === undefined ? 'plain' : inTransaction ? 'transaction' : 'write',
    starts: booleanOf(body, fields.get('startTransaction')) === true,
  };
}

/** The collection (or other text) that a command names as the value of its first field. */
export function targetOf(request: Request): string {
  const target = textOf(request.body, request.fields.get(request.command));
  if (target === undefined || target === '') {
    throw new CommandError(...CODES.badValue, `${request.command} needs the name of a collection.`);
  }
  return target;
}
