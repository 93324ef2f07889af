import { generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What the processes of one stack share: a key pair each, and the secret under which idempotency keys are kept. */
export interface StackSecrets {
  /** Public keys of all, by JWK `kid` = the issuer's name. */
  readonly publicKeys: { readonly keys: readonly JsonWebKey[] };
  /** Private key of each issuer. */
  readonly privateKeys: Readonly<Record<string, JsonWebKey>>;
  readonly idempotencySecret: string;
}

function makeSecrets(issuers: readonly string[]): StackSecrets {
  const pairs = issuers.map((kid) => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const named = { kid, alg: 'EdDSA', use: 'sig' };
    return {
      kid,
      open: { ...publicKey.export({ format: 'jwk' }), ...named },
      own: { ...privateKey.export({ format: 'jwk' }), ...named },
    };
  });
  return {
    publicKeys: { keys: pairs.map(({ open }) => open) },
    privateKeys: Object.fromEntries(pairs.map(({ kid, own }) => [kid, own])),
    idempotencySecret: randomBytes(32).toString('base64url'),
  };
}

/** The secrets kept in `file` (mode 600), made at the first start. They live exactly as long as the data they guard. */
export function stackSecrets(file: string, issuers: readonly string[]): StackSecrets {
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as StackSecrets;
    if (issuers.every((issuer) => issuer in kept.privateKeys)) return kept;
  }
  const made = makeSecrets(issuers);
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}
