import { z } from 'zod';

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's own message quotes what it read, which may be a private key.
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const publicKey = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), kid: z.string().min(1), x: coordinate });

/** An Ed25519 public key (RFC 8037); `kid` is the name of the service whose tokens it verifies. */
export type PublicJwk = z.output<typeof publicKey>;
/** An Ed25519 private key (RFC 8037); `d` is the secret part. */
export type PrivateJwk = PublicJwk & { readonly d: string };

// Unknown members (`use`, `alg`) fall away; so does a private part that somebody left in a public set.
export const publicKeys = json.pipe(z.object({ keys: z.array(publicKey).min(1) }));
export const privateKey = json.pipe(publicKey.extend({ d: coordinate }));
