import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AddressRefused } from './webhook.errors.ts';

/** Where webhooks may go: `public` in production; the embedded and test stacks deliver to this machine alone. */
export type Reach = 'public' | 'loopback';

const bare = (host: string) => host.replace(/^\[|\]$/g, '');

/** Whether an address may be connected to. IPv4 inside IPv6 counts as the IPv4 that it is. */
export function isAllowed(address: string, reach: Reach): boolean {
  if (!ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return reach === 'public' ? range === 'unicast' : range === 'loopback';
}

/** Refuses, at registration, what could never be delivered to. Names are looked up at each delivery. */
export function parseAddress(text: string, reach: Reach): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new AddressRefused('This is not an address.');
  const schemes = reach === 'public' ? ['https:'] : ['https:', 'http:'];
  if (!schemes.includes(url.protocol))
    throw new AddressRefused(`The address must begin with ${schemes.join('// or ')}//.`);
  if (url.username || url.password) throw new AddressRefused('The address must not hold a user name or password.');
  const host = bare(url.hostname);
  if (ipaddr.isValid(host) && !isAllowed(host, reach)) throw new AddressRefused();
  return url;
}

/**
 * Resolves a host for one connection and refuses what is not allowed *then*: a name that answered a public address when
 * it was registered may answer a private one now.
 */
export const guardedLookup =
  (reach: Reach): LookupFunction =>
  (hostname, options, answer) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const allowed = (addresses ?? []).filter(({ address }) => isAllowed(address, reach));
      if (error) answer(error, '', 0);
      else if (allowed.length === 0 || allowed.length < addresses.length)
        answer(Object.assign(new Error('address refused'), { code: 'EADDRESSREFUSED' }), '', 0);
      else if (options.all) answer(null, allowed);
      else answer(null, allowed[0]?.address ?? '', allowed[0]?.family);
    });
  };
