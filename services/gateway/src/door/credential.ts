import type { IncomingHttpHeaders } from 'node:http';
import { Unauthenticated } from '@throughline/kernel';

/** What a request shows of who sends it. A cookie is sent by a browser on its own, so it proves less. */
export interface Credential {
  readonly value: string;
  readonly from: 'authorization' | 'cookie';
}

const bearerForm = /^Bearer +([\x21-\x7e]+) *$/i;
const sessionCookie = /(?:^|;\s*)throughline_session=([\w-]+)/;

/** The credential of a request. The header wins over the cookie. Throws Unauthenticated for a header of another form. */
export function credentialOf({ authorization, cookie }: IncomingHttpHeaders): Credential | undefined {
  if (authorization !== undefined) {
    const value = bearerForm.exec(authorization)?.[1];
    if (value === undefined) throw new Unauthenticated('The Authorization header is not of the form "Bearer …".');
    return { value, from: 'authorization' };
  }
  const value = cookie === undefined ? undefined : sessionCookie.exec(cookie)?.[1];
  return value === undefined ? undefined : { value, from: 'cookie' };
}
