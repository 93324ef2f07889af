import { serviceEnvironment, urlsOf } from '@throughline/config';
import { z } from 'zod';

const perMinute = (most: number) => z.coerce.number().int().min(1).max(10_000_000).default(most);

/** What the gateway reads from its environment. */
export const environment = {
  ...serviceEnvironment('gateway'),
  ...urlsOf('ORGANISATIONS', 'MEETINGS', 'FEEDBACK', 'NOTIFICATIONS', 'INSIGHTS', 'PORTAL'),
  RATE_LIMIT_PER_KEY: perMinute(600).describe('how many requests an API key may make in a minute'),
  RATE_LIMIT_PUBLIC_POSTS: perMinute(10).describe('how many POSTs without a bearer an address may make in a minute'),
};
