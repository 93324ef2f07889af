import type { Decision, KeptWords, NewWords, TextId, Words } from '@throughline/persistence';

/** Words as somebody gave them. */
export interface Text {
  readonly text: string;
  readonly language: string;
}

type Kept = Readonly<Record<TextId, KeptWords>>;
type Hashes = { readonly textHashes?: readonly { readonly textId: TextId; readonly sha256: string }[] };

/** The texts of one command: what the store keeps of them, and what an event says of them. */
export function textsOf(...written: readonly (NewWords | undefined)[]): {
  readonly words: Kept;
  readonly hashes: Hashes;
} {
  const given = written.filter((text) => text !== undefined);
  return {
    words: Object.fromEntries(given.map(({ textId, entry }) => [textId, entry])),
    hashes: given.length > 0 ? { textHashes: given.map(({ textId, sha256 }) => ({ textId, sha256 })) } : {},
  };
}

/** A text as it is shown: `null` where there is none, or where it was erased. */
export function shown(words: Words, textId: TextId | undefined): Text | null {
  const entry = textId === undefined ? undefined : words[textId];
  return entry && 'text' in entry ? { text: entry.text, language: entry.language } : null;
}

/** A decision in its full form, events and words together. */
export type Full<Made> = Exclude<Made, readonly unknown[]>;

/** What a decision of any of our aggregates comes to, without particulars. */
export type Deciding<E extends { readonly type: string; readonly data: object }> = Full<Decision<E>>;
