import { problem } from '@throughline/kernel';

/** The last day of the key would lie in the past (422). */
export class ExpiryInThePast extends problem({
  code: 'expiry-in-the-past',
  kind: 'impossible',
  title: 'The key would have expired already',
  remedy: 'Name today or a later day, or leave expiresOn out.',
}) {}
