import { importJWK, type JWK, SignJWT } from 'jose';
import { stackIssuer } from './service-names.ts';

/** Signs people in without asking anybody: the gateway offers it to the embedded and test stacks only. */
export interface StackSessions {
  /** A bearer token for this person, good for 24 h. */
  open(personId: string): Promise<string>;
  /** As `open`, for the network's first person, who is made on first call and found on later ones. */
  openFirstAdministrator(person: {
    readonly name: string;
    readonly email: string;
    readonly language: string;
  }): Promise<{ readonly personId: string; readonly token: string }>;
}

interface Session {
  readonly personId: string;
  readonly token: string;
}

/** Sessions by the gateway at `url`, asked for in the stack's own name under its private key. */
export function stackSessions(url: string, privateKey: JWK): StackSessions {
  async function serviceToken(): Promise<string> {
    return new SignJWT({ principal: { kind: 'service', id: stackIssuer } })
      .setProtectedHeader({ alg: 'EdDSA', kid: stackIssuer })
      .setIssuer(stackIssuer)
      .setAudience('throughline')
      .setIssuedAt()
      .setExpirationTime('30s')
      .sign(await importJWK(privateKey, 'EdDSA'));
  }
  async function ask(body: object): Promise<Session> {
    const response = await fetch(new URL('/internal/demo/sessions', url), {
      method: 'POST',
      headers: { authorization: `Bearer ${await serviceToken()}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The gateway opened no session (${response.status}): ${text}`);
    return JSON.parse(text) as Session;
  }
  return {
    open: async (personId) => (await ask({ personId })).token,
    openFirstAdministrator: (firstAdministrator) => ask({ firstAdministrator }),
  };
}
