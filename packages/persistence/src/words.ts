import { randomFillSync } from 'node:crypto';
import { type Id, newId, sha256 } from '@throughline/kernel';

/** The id of a text (`txt_…`): what events say instead of the words. */
export type TextId = Id;

/** A text as its owner keeps it. `language` is a BCP 47 tag; `salt` goes wherever the words go, and nowhere else. */
export interface KeptWords {
  readonly text: string;
  readonly language: string;
  readonly salt: string;
}

/** What stands where a text was, once it is destroyed: when, and the code of the reason. */
export interface ErasedWords {
  readonly erasedAt: Date;
  readonly reason: string;
}

/** The `words` map of an aggregate: the one place where its texts are. */
export type Words = Readonly<Record<TextId, KeptWords | ErasedWords>>;

/** Whether a text is still there. */
export const isKept = (entry: KeptWords | ErasedWords | undefined): entry is KeptWords =>
  entry !== undefined && 'text' in entry;

/**
 * What an event may say of a text: `sha256(salt‖text)`. It proves a published text unaltered, and without the salt it
 * leaves nothing to guess from once the text is erased.
 */
export const saltedHash = ({ salt, text }: Pick<KeptWords, 'salt' | 'text'>): string => sha256(salt + text);

const saltBytes = 16;
/** Asking the system for each salt by itself costs a submission of three texts 50 µs; so it is asked for 256 at a time. */
const salts = Buffer.alloc(256 * saltBytes);
let saltsGiven = salts.length;

/** A new salt: 128 random bits, base64url. */
export function newSalt(): string {
  if (saltsGiven === salts.length) {
    randomFillSync(salts);
    saltsGiven = 0;
  }
  saltsGiven += saltBytes;
  return salts.toString('base64url', saltsGiven - saltBytes, saltsGiven);
}

/** A text about to be kept: hand `entry` to the store under `textId`, and `sha256` to the event that points at it. */
export interface NewWords {
  readonly textId: TextId;
  readonly entry: KeptWords;
  readonly sha256: string;
}

/** Gives a text its id, salt and hash before the decision, so that the decision itself stays pure. */
export function newWords(text: string, language: string): NewWords {
  const entry = { text, language, salt: newSalt() };
  return { textId: newId('txt'), entry, sha256: saltedHash(entry) };
}
