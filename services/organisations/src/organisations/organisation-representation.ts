import {
  institutionStandards,
  organisationKind,
  organisationState,
  seatRole,
  sector,
  theme,
} from '@throughline/contracts';
import { wordsOut } from '@throughline/http';
import { isKept, type Words } from '@throughline/persistence';
import { z } from 'zod';
import type { StoredOrganisation } from './organisation-store.ts';

/** `GET /v1/organisations/{id}`. Everything in it is public; contact details of people are not in it. */
export const organisationRepresentation = z
  .strictObject({
    id: z.string(),
    kind: organisationKind,
    sector,
    state: organisationState,
    names: z.array(z.strictObject({ text: z.string(), language: z.string() })),
    description: wordsOut,
    languages: z.array(z.string()),
    communities: z.array(z.string()),
    themes: z.array(theme),
    areas: z.array(z.string()),
    identifiers: z.array(z.strictObject({ scheme: z.string(), value: z.string() })),
    contacts: z.array(z.never()).meta({ description: 'Public contact points; none is kept yet' }),
    seats: z.array(
      z.strictObject({
        id: z.string(),
        forumId: z.string(),
        role: seatRole,
        from: z.string(),
        to: z.string().nullable(),
      }),
    ),
    responsibilities: z
      .array(z.strictObject({ category: z.string(), areas: z.array(z.string()), team: z.string().nullable() }))
      .optional(),
    standards: institutionStandards.optional(),
    assured: z.strictObject({ at: z.string(), until: z.string(), stale: z.boolean() }).nullable(),
    successorId: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Organisation' });
export type OrganisationRepresentation = z.input<typeof organisationRepresentation>;

const shown = (words: Words, textId: string | undefined) => {
  const entry = textId ? words[textId] : undefined;
  return isKept(entry) ? { text: entry.text, language: entry.language } : null;
};

/** The record as the API shows it on this day. */
export function representOrganisation(
  { id, state, words, particulars, version }: StoredOrganisation,
  today: string,
): OrganisationRepresentation {
  const { kind, sector: its, languages, communities, themes, areas, seats, assured } = state;
  return {
    id,
    kind,
    sector: its,
    state: state.state,
    names: state.nameTextIds.flatMap(({ textId }) => shown(words, textId) ?? []),
    description: shown(words, state.descriptionTextId),
    languages: [...languages],
    communities: [...communities],
    themes: [...themes],
    areas: [...areas],
    identifiers: [...(particulars.identifiers ?? [])],
    contacts: [],
    seats: seats.map(({ to, ...seat }) => ({ ...seat, to: to ?? null })),
    ...(kind === 'institution' && {
      responsibilities: state.responsibilities.map(({ category, areas: where, teamTextId }) => ({
        category,
        areas: [...where],
        team: shown(words, teamTextId)?.text ?? null,
      })),
    }),
    ...(state.standards && { standards: state.standards }),
    assured: assured ? { ...assured, stale: assured.until < today } : null,
    successorId: state.successorId ?? null,
    version,
  };
}
