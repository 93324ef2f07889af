import { z } from 'zod';
import { erasureReason } from '../code-lists.ts';
import { id, languageTag, sha256Hex } from '../scalars.ts';

/** Where a text stands among the words of the event's own aggregate. */
export const textId = id('txt');

/** A text in several languages: one entry per language. */
export const textIds = z.array(z.strictObject({ language: languageTag, textId })).max(50);

/** `sha256(salt‖text)` of each text an event points at: the salt stays with the words, so an erased text cannot be guessed. */
export const textHashes = z.array(z.strictObject({ textId, sha256: sha256Hex })).max(1_000);

/** Spread into the data of every event that points at words. */
export const hashedWords = { textHashes: textHashes.exactOptional() };

/** The data of `text-erased`, the same for every owner of words. */
export const textErased = z.strictObject({ textId, reason: erasureReason });

/** When `text-erased` is emitted, the same for every owner of words. */
export const textErasedWhen = 'words of the aggregate were destroyed; the fact and its date stay';
