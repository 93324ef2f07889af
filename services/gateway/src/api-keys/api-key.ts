import { type ApiKeyEvent, apiKeyEvents, type Recorded, scope } from '@throughline/contracts';
import { z } from 'zod';

export const apiKeyState = z.strictObject({
  organisationId: z.string(),
  scopes: z.array(scope),
  /** The last day on which it works, in UTC. */
  expiresOn: z.string().exactOptional(),
  nameTextId: z.string(),
  issuedAt: z.string(),
  issuedBy: z.string(),
  revokedAt: z.string().exactOptional(),
  expiredAt: z.string().exactOptional(),
});
/** An organisation's key, as the fold of its events. Neither the key nor its hash is part of it. */
export type ApiKey = z.infer<typeof apiKeyState>;

/** The fold: the state after one more event. */
export function evolveApiKey(key: ApiKey | undefined, event: Recorded<ApiKeyEvent>): ApiKey {
  if (event.type === apiKeyEvents.issued.type) {
    const { organisationId, scopes, expiresOn, nameTextId } = event.data;
    return {
      organisationId,
      scopes: [...scopes],
      ...(expiresOn === undefined ? {} : { expiresOn }),
      nameTextId,
      issuedAt: event.at,
      issuedBy: event.actor,
    };
  }
  if (key === undefined) throw new TypeError(`${event.subject} begins with ${event.type}`);
  if (event.type === apiKeyEvents.revoked.type) return { ...key, revokedAt: event.at };
  if (event.type === apiKeyEvents.expired.type) return { ...key, expiredAt: event.at };
  return key;
}

const oneDayMs = 86_400_000;

/** The first instant at which a key that expires works no more: the end of its last day, in UTC. */
export const endOf = (expiresOn: string): Date => new Date(Date.parse(`${expiresOn}T00:00:00Z`) + oneDayMs);

const isOver = (key: ApiKey, now: Date) => key.expiresOn !== undefined && now >= endOf(key.expiresOn);

/** Whether requests may be made with it. The day counts, not the event that later says so. */
export const works = (key: ApiKey, now: Date): boolean =>
  key.revokedAt === undefined && key.expiredAt === undefined && !isOver(key, now);

/** When the key has something to say: that it has expired. */
export const nextDueAtOf = ({ revokedAt, expiredAt, expiresOn }: ApiKey): Date | null =>
  revokedAt === undefined && expiredAt === undefined && expiresOn !== undefined ? endOf(expiresOn) : null;

/** Revokes a key; one that works no more stays as it is. */
export const revoke = ({ organisationId, revokedAt, expiredAt }: ApiKey): ApiKeyEvent[] =>
  revokedAt === undefined && expiredAt === undefined ? [apiKeyEvents.revoked.of({ organisationId })] : [];

/** Says that the last day has passed, once it has. */
export function expire(key: ApiKey, now: Date): ApiKeyEvent[] {
  const { organisationId, expiresOn, revokedAt, expiredAt } = key;
  if (expiresOn === undefined || revokedAt !== undefined || expiredAt !== undefined || !isOver(key, now)) return [];
  return [apiKeyEvents.expired.of({ organisationId, expiredOn: expiresOn })];
}
