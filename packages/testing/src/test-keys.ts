import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';

/** A signing key of each service, as `readConfig` would have read them. */
export interface TestKeys {
  /** For INTERNAL_PUBLIC_KEYS. */
  readonly publicJwks: { readonly keys: readonly (JsonWebKey & { readonly kid: string; readonly alg: string })[] };
  /** For INTERNAL_PRIVATE_KEY. Throws RangeError for a service that none was made for. */
  readonly privateOf: (service: string) => JsonWebKey & { readonly kid: string; readonly alg: string };
}

/** Fresh Ed25519 keys for the services of one test. */
export function testKeys(services: readonly string[]): TestKeys {
  const pairs = services.map((kid) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const named = { kid, alg: 'EdDSA' };
    return {
      kid,
      secret: { ...privateKey.export({ format: 'jwk' }), ...named },
      shown: { ...publicKey.export({ format: 'jwk' }), ...named },
    };
  });
  return {
    publicJwks: { keys: pairs.map(({ shown }) => shown) },
    privateOf(service) {
      const pair = pairs.find(({ kid }) => kid === service);
      if (!pair) throw new RangeError(`no key was made for ${service}`);
      return pair.secret;
    },
  };
}
