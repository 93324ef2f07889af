import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { anonymous, type Principal, Unauthenticated } from '@throughline/kernel';
import { type JWK, SignJWT } from 'jose';
import { tokens } from './tokens.ts';

function keyOf(kid: string) {
  const pair = generateKeyPairSync('ed25519');
  return {
    privateKey: pair.privateKey,
    privateJwk: { ...pair.privateKey.export({ format: 'jwk' }), kid } as JWK,
    publicJwk: { ...pair.publicKey.export({ format: 'jwk' }), kid } as JWK,
  };
}

const keys = { gateway: keyOf('gateway'), insights: keyOf('insights') };
const publicJwks = { keys: [keys.gateway.publicJwk, keys.insights.publicJwk] };
const start = Date.parse('2026-12-02T09:00:00Z');

function signerOf(issuer: 'gateway' | 'insights', at: { now: number } = { now: start }) {
  return tokens({ issuer, privateJwk: keys[issuer].privateJwk, publicJwks, machineNow: () => at.now });
}

const officer: Principal = { kind: 'person', id: 'per_1', roles: [{ role: 'officer', organisationId: 'org_1' }] };

describe('internal tokens', () => {
  it('carry a principal from the gateway to a service', async () => {
    const insights = signerOf('insights');
    for (const principal of [
      officer,
      { kind: 'key', id: 'key_1', organisationId: 'org_1', scopes: ['concerns:read'] } as const,
      anonymous,
    ])
      expect(await insights.verify(await signerOf('gateway').sign(principal))).toEqual(principal);
  });
  it('of a service speak for itself', async () => {
    const token = await signerOf('insights').serviceToken();
    expect(await signerOf('gateway').verify(token)).toEqual({ kind: 'service', id: 'insights' });
  });
  it('of a service never speak for anybody else', async () => {
    for (const principal of [officer, anonymous, { kind: 'service', id: 'gateway' } as const])
      await expect(signerOf('gateway').verify(await signerOf('insights').sign(principal))).rejects.toThrow(
        Unauthenticated,
      );
  });
  it('are refused when another key signed them', async () => {
    const forged = tokens({
      issuer: 'gateway',
      privateJwk: keys.insights.privateJwk,
      publicJwks,
      machineNow: () => start,
    });
    await expect(signerOf('insights').verify(await forged.sign(officer))).rejects.toThrow(Unauthenticated);
  });
  it('are refused when their issuer is not whose key signed them', async () => {
    const token = await new SignJWT({ principal: officer })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'insights' })
      .setIssuer('gateway')
      .setAudience('throughline')
      .setIssuedAt(start / 1000)
      .setExpirationTime(start / 1000 + 30)
      .sign(keys.insights.privateKey);
    await expect(signerOf('insights').verify(token)).rejects.toThrow(Unauthenticated);
  });
  it('are refused unsigned, mangled or of no known issuer', async () => {
    const [header, payload] = (await signerOf('gateway').sign(officer)).split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'gateway' })).toString('base64url');
    for (const token of [`${none}.${payload}.`, `${header}.${payload}.AAAA`, 'x', ''])
      await expect(signerOf('insights').verify(token)).rejects.toThrow(Unauthenticated);
  });
  it('live 30 s and a skew of 5, remembered or not', async () => {
    const at = { now: start };
    const reader = signerOf('insights', at);
    const token = await signerOf('gateway').sign(officer);
    await reader.verify(token);
    at.now = start + 34_000;
    expect(await reader.verify(token)).toEqual(officer);
    at.now = start + 35_001;
    await expect(reader.verify(token)).rejects.toThrow(Unauthenticated);
    await expect(signerOf('insights', at).verify(token)).rejects.toThrow(Unauthenticated);
  });
  it('are used again for half their life, so that signing is not paid for each request', async () => {
    const at = { now: start };
    const gateway = signerOf('gateway', at);
    const first = await gateway.sign(officer);
    at.now += 14_999;
    expect(await gateway.sign({ ...officer })).toBe(first);
    at.now += 2;
    expect(await gateway.sign(officer)).not.toBe(first);
  });
  it('tell our own processes from strangers', async () => {
    const reader = signerOf('insights');
    expect(await reader.authenticate(undefined)).toEqual({ principal: anonymous, isInternal: false });
    const token = await signerOf('gateway').sign(anonymous);
    expect(await reader.authenticate(token)).toEqual({ principal: anonymous, token, isInternal: true });
  });
});
