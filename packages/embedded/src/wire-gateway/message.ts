import { MalformedMessage } from './bson-fields.ts';

const HEADER_BYTES = 16;
const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const FLAGS_THAT_MUST_BE_KNOWN = 0xffff;
const REPLY_AWAIT_CAPABLE = 8;

/** MongoDB's own bound; `hello` tells it to the driver. */
export const MAX_MESSAGE_BYTES = 48_000_000;

/** Documents sent beside the body (kind 1 sections), as one run of BSON documents: the engine takes them as they are. */
export interface DocumentSequence {
  readonly name: string;
  readonly documents: Buffer;
}

export interface Message {
  readonly requestId: number;
  readonly body: Buffer;
  readonly sequences: readonly DocumentSequence[];
  /** The old handshake message wants the old form of reply. */
  readonly legacy: boolean;
  readonly wantsReply: boolean;
}

/** @throws {MalformedMessage} when the frame is none of the two messages that drivers send today */
export function parseMessage(frame: Buffer): Message {
  const opCode = frame.readInt32LE(12);
  if (opCode === OP_MSG) return parseOpMsg(frame);
  if (opCode === OP_QUERY) return parseOpQuery(frame);
  throw new MalformedMessage(`The message type ${opCode} is not spoken here.`);
}

function parseOpMsg(frame: Buffer): Message {
  if (frame.length < HEADER_BYTES + 4 + 6) throw new MalformedMessage('A message without a body.');
  const flags = frame.readUInt32LE(HEADER_BYTES);
  if ((flags & FLAGS_THAT_MUST_BE_KNOWN & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0) {
    throw new MalformedMessage('A message with unknown required flags.');
  }
  const end = frame.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences: DocumentSequence[] = [];
  let body: Buffer | undefined;
  let at = HEADER_BYTES + 4;
  while (at < end) {
    const kind = frame[at];
    const section = sliceWithLength(frame, at + 1, end);
    if (kind === 0 && body === undefined) body = section;
    else if (kind === 1) sequences.push(parseSequence(section));
    else throw new MalformedMessage('A section of unknown kind, or a second body.');
    at += 1 + section.length;
  }
  if (body === undefined) throw new MalformedMessage('A message without a body.');
  return { requestId: frame.readInt32LE(4), body, sequences, legacy: false, wantsReply: (flags & MORE_TO_COME) === 0 };
}

function parseSequence(section: Buffer): DocumentSequence {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new MalformedMessage('A document sequence without a name.');
  const documents = section.subarray(nameEnd + 1);
  for (let at = 0; at < documents.length; ) at += sliceWithLength(documents, at, documents.length).length;
  return { name: section.toString('utf8', 4, nameEnd), documents };
}

function parseOpQuery(frame: Buffer): Message {
  const nameEnd = frame.indexOf(0, HEADER_BYTES + 4);
  if (nameEnd < 0) throw new MalformedMessage('A query without a collection.');
  const body = sliceWithLength(frame, nameEnd + 1 + 8, frame.length);
  return { requestId: frame.readInt32LE(4), body, sequences: [], legacy: true, wantsReply: true };
}

function sliceWithLength(frame: Buffer, start: number, end: number): Buffer {
  const length = start + 4 <= end ? frame.readInt32LE(start) : -1;
  if (length < 5 || start + length > end) throw new MalformedMessage('A part longer than its message.');
  return frame.subarray(start, start + length);
}

let lastReplyId = 0;

/** Frames a reply without copying the document: header and document are written one after the other. */
export function replyHeader(message: Message, replyBytes: number): Buffer {
  lastReplyId = (lastReplyId + 1) | 0;
  const header = Buffer.alloc(message.legacy ? HEADER_BYTES + 20 : HEADER_BYTES + 5);
  header.writeInt32LE(header.length + replyBytes, 0);
  header.writeInt32LE(lastReplyId, 4);
  header.writeInt32LE(message.requestId, 8);
  header.writeInt32LE(message.legacy ? OP_REPLY : OP_MSG, 12);
  if (message.legacy) {
    header.writeInt32LE(REPLY_AWAIT_CAPABLE, HEADER_BYTES);
    header.writeInt32LE(1, HEADER_BYTES + 16); // one document follows
  }
  return header;
}

/** A command for a server, for the few that this package asks itself. */
export function commandMessage(body: Uint8Array): Buffer {
  const header = Buffer.alloc(HEADER_BYTES + 5);
  header.writeInt32LE(header.length + body.length, 0);
  header.writeInt32LE(OP_MSG, 12);
  return Buffer.concat([header, body]);
}
