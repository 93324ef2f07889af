import { isKept, type Words } from '@throughline/persistence';
import type { OrganisationStore } from '../organisations/organisation-store.ts';

interface Asked {
  readonly category: string;
  readonly area?: string | undefined;
}

const most = 50;
const shown = { 'state.responsibilities': 1, 'state.nameTextIds': 1, words: 1 } as const;

/** Verified institutions whose responsibilities name the category, there or everywhere; those for the area first. */
export const suggestRoutingQuery =
  ({ collection }: OrganisationStore) =>
  async ({ category, area }: Asked) => {
    const found = await collection
      .find({ 'state.responsibilities.category': category, 'state.state': 'verified' }, { projection: shown })
      .sort({ _id: 1 })
      .limit(most)
      .toArray();
    const textOf = (words: Words, textId: string | undefined) => {
      const entry = textId ? words[textId] : undefined;
      return isKept(entry) ? { text: entry.text, language: entry.language } : undefined;
    };
    return found
      .flatMap(({ _id, state, words }) =>
        state.responsibilities
          .filter((held) => held.category === category)
          .filter(({ areas }) => areas.length === 0 || (area !== undefined && areas.includes(area)))
          .map(({ areas, teamTextId }) => ({
            isForArea: areas.length > 0,
            institutionId: _id,
            names: state.nameTextIds.flatMap(({ textId }) => textOf(words, textId) ?? []),
            team: textOf(words, teamTextId)?.text ?? null,
          })),
      )
      .toSorted((a, b) => Number(b.isForArea) - Number(a.isForArea))
      .map(({ institutionId, names, team }) => ({ institutionId, names, team }));
  };
