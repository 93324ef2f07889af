import {
  nation as nationSchema,
  organisationKind,
  organisationState,
  seatRole,
  standards,
} from '@throughline/contracts';
import type { ServiceClient } from '@throughline/http';
import { isAppError } from '@throughline/kernel';
import { z } from 'zod';
import type { ForumMirrored } from './forum.ts';
import type { OrganisationMirrored } from './organisation.ts';

/* What owners answer when an event of theirs has not arrived here yet. Read tolerantly. */

const forumAnswer = z.object({
  code: z.string(),
  nation: nationSchema,
  timeZone: z.string(),
  standards,
  closureDays: z.array(z.union([z.string(), z.object({ date: z.string() })])),
  disbandedAt: z.string().nullish(),
});

const organisationAnswer = z.object({
  kind: organisationKind,
  state: organisationState,
  standards: z
    .object({
      referralAcknowledgementDays: z.int().optional(),
      answerDays: z.int().optional(),
      reviewDays: z.int().optional(),
    })
    .nullish(),
  seats: z
    .array(
      z.object({ id: z.string(), forumId: z.string(), role: seatRole, from: z.string(), to: z.string().nullish() }),
    )
    .default([]),
});

/** The owner's answer, or undefined where it knows of no such thing. An owner that is away is not taken for a no. */
async function unlessUnknown<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (isAppError(error) && error.kind === 'not-found') return undefined;
    throw error;
  });
}

export const askMeetings =
  (meetings: ServiceClient) =>
  async (forumId: string): Promise<ForumMirrored | undefined> => {
    const forum = await unlessUnknown(meetings.getJson(`/v1/forums/${forumId}`, forumAnswer));
    if (!forum) return undefined;
    const { closureDays, disbandedAt, ...rest } = forum;
    return {
      ...rest,
      closureDays: closureDays.map((day) => (typeof day === 'string' ? day : day.date)),
      disbanded: Boolean(disbandedAt),
    };
  };

export const askOrganisations =
  (organisations: ServiceClient) =>
  async (organisationId: string): Promise<OrganisationMirrored | undefined> => {
    const found = await unlessUnknown(organisations.getJson(`/v1/organisations/${organisationId}`, organisationAnswer));
    if (!found) return undefined;
    const { referralAcknowledgementDays, answerDays, reviewDays } = found.standards ?? {};
    return {
      kind: found.kind,
      state: found.state,
      standards: {
        ...(referralAcknowledgementDays ? { referralAcknowledgementDays } : {}),
        ...(answerDays ? { answerDays } : {}),
        ...(reviewDays ? { reviewDays } : {}),
      },
      seats: found.seats.map(({ id, forumId, from, to }) => ({ seatId: id, forumId, from, to: to ?? null })),
    };
  };
