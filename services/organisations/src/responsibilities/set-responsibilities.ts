import { organisationEvents as events, type InstitutionStandards } from '@throughline/contracts';
import { type CommandContext, isKept, newWords, type Words } from '@throughline/persistence';
import { NotAnInstitution } from '../organisations/organisation.errors.ts';
import type { Organisation } from '../organisations/organisation.ts';
import type { OrganisationStore } from '../organisations/organisation-store.ts';

/** What an institution answers for. No areas means everywhere. */
export interface SetResponsibilities {
  readonly responsibilities: readonly {
    readonly category: string;
    readonly areas: readonly string[];
    readonly team: string;
  }[];
  readonly standards?: InstitutionStandards | undefined;
}

/** Whether this is what the record says already: then there is nothing to say (api: a PUT that would change nothing). */
function isSame({ responsibilities, standards }: Organisation, words: Words, command: SetResponsibilities): boolean {
  const teamOf = (textId: string | undefined) => {
    const entry = textId ? words[textId] : undefined;
    return isKept(entry) ? entry.text : undefined;
  };
  const held = responsibilities.map(({ category, areas, teamTextId }) => [category, areas, teamOf(teamTextId)]);
  const wanted = command.responsibilities.map(({ category, areas, team }) => [category, areas, team]);
  const sameStandards = !command.standards || JSON.stringify(standards) === JSON.stringify(command.standards);
  return sameStandards && JSON.stringify(held) === JSON.stringify(wanted);
}

/** Sets what an institution is responsible for, whole. */
export const setResponsibilitiesUseCase =
  (organisations: OrganisationStore) => (id: string, command: SetResponsibilities, context: CommandContext) => {
    const teams = command.responsibilities.map(({ team }) => newWords(team, 'en'));
    return organisations.change(id, context, (organisation, { words }) => {
      if (organisation.kind !== 'institution') throw new NotAnInstitution();
      if (isSame(organisation, words, command)) return [];
      return {
        events: [
          events.responsibilitiesSet.of({
            responsibilities: command.responsibilities.map(({ category, areas }, index) => {
              const teamTextId = teams[index]?.textId;
              return { category, areas, ...(teamTextId && { teamTextId }) };
            }),
            ...(command.standards && { standards: command.standards }),
            textHashes: teams.map(({ textId, sha256 }) => ({ textId, sha256 })),
          }),
        ],
        words: Object.fromEntries(teams.map(({ textId, entry }) => [textId, entry])),
      };
    });
  };
