import { expect, it } from '@jest/globals';
import { MalformedMessage } from './bson-fields.ts';
import { FrameReader } from './frames.ts';
import { MAX_MESSAGE_BYTES } from './message.ts';

const frame = (length: number, fill: number): Buffer => {
  const bytes = Buffer.alloc(length, fill);
  bytes.writeInt32LE(length, 0);
  return bytes;
};

it('messages come out whole, however the bytes arrive', () => {
  const sent = [frame(16, 1), frame(500, 2), frame(33, 3)];
  const bytes = Buffer.concat(sent);
  for (const size of [1, 3, 16, 100, bytes.length]) {
    const reader = new FrameReader();
    const read: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += size) read.push(...reader.push(bytes.subarray(at, at + size)));
    expect(read).toEqual(sent);
  }
});

it.each([0, 15, -1, MAX_MESSAGE_BYTES + 1])('a length of %d is refused at once', (length) => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(length, 0);
  expect(() => new FrameReader().push(bytes)).toThrow(MalformedMessage);
});
