import { sha256 } from '@throughline/kernel';
import { newSecret } from '../api-keys/key-format.ts';

const prefix = 'ths_';

/** A new session's token: opaque, 256 random bits. Only its hash is kept. */
export const newSessionToken = (): string => prefix + newSecret();

/** Whether a bearer claims to be a session of a person. */
export const looksLikeSession = (bearer: string): boolean => bearer.startsWith(prefix);

/** What is kept of a session's token, and what it is looked up by. */
export const hashSessionToken = (token: string): string => sha256(token);
