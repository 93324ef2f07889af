/** Every service, in the order in which they are shown. The gateway is the one that people reach. */
export const serviceNames = [
  'gateway',
  'organisations',
  'meetings',
  'feedback',
  'notifications',
  'insights',
  'portal',
] as const;

/** One of the seven. */
export type ServiceName = (typeof serviceNames)[number];

/** The stack itself signs as this: it opens demo sessions before there is anybody to sign in. */
export const stackIssuer = 'stack';
