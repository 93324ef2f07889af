import { MalformedMessage } from './bson-fields.ts';
import { MAX_MESSAGE_BYTES } from './message.ts';

const SMALLEST_FRAME_BYTES = 16;

/** Cuts a socket's bytes into messages; parts of a large message are kept apart until it is whole, so none is copied twice. */
export class FrameReader {
  #parts: Buffer[] = [];
  #held = 0;
  #wanted = 0;

  /** @throws {MalformedMessage} when a length cannot be right; nothing after it can be trusted */
  push(part: Buffer): Buffer[] {
    this.#parts.push(part);
    this.#held += part.length;
    const frames: Buffer[] = [];
    while (this.#held >= (this.#wanted || 4)) {
      if (this.#wanted === 0) {
        this.#wanted = this.#joined().readInt32LE(0);
        if (this.#wanted < SMALLEST_FRAME_BYTES || this.#wanted > MAX_MESSAGE_BYTES) {
          throw new MalformedMessage(`A message of ${this.#wanted} bytes.`);
        }
        continue;
      }
      const bytes = this.#joined();
      frames.push(bytes.subarray(0, this.#wanted));
      const rest = bytes.subarray(this.#wanted);
      this.#parts = rest.length > 0 ? [rest] : [];
      this.#held = rest.length;
      this.#wanted = 0;
    }
    return frames;
  }

  #joined(): Buffer {
    const [first] = this.#parts;
    if (first && this.#parts.length === 1) return first;
    const joined = Buffer.concat(this.#parts);
    this.#parts = [joined];
    return joined;
  }
}
