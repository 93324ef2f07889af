import { problem } from '@throughline/kernel';

/** An address that webhooks are never sent to. */
export class AddressRefused extends problem({
  code: 'webhook-address-refused',
  kind: 'impossible',
  title: 'Webhooks are not sent to this address',
  remedy: 'Give an https address of a public host, without user name or password in it.',
}) {}

/** An organisation has as many endpoints as it may have. */
export class TooManyEndpoints extends problem({
  code: 'too-many-endpoints',
  kind: 'conflict',
  title: 'The organisation has all the webhook endpoints it may have',
  remedy: 'Remove one that is not used any more, then register this one.',
}) {}
