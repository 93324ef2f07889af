import { organisationEvents as events, type OrganisationKind, type Sector, type Theme } from '@throughline/contracts';
import { type Id, newId } from '@throughline/kernel';
import { type CommandContext, newWords } from '@throughline/persistence';
import type { OrganisationStore } from './organisation-store.ts';

interface Text {
  readonly text: string;
  readonly language: string;
}

/** Who an organisation is, in its own words and in codes. */
export interface RegisterOrganisation {
  readonly kind: OrganisationKind;
  readonly sector: Sector;
  readonly names: readonly Text[];
  readonly description?: Text | undefined;
  readonly languages: readonly string[];
  readonly communities: readonly string[];
  readonly themes: readonly Theme[];
  readonly areas: readonly string[];
  /** Numbers in other registers. */
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[];
}

/** Proposes a record. Names and description are words; the event carries codes alone. */
export const registerOrganisationUseCase =
  (organisations: OrganisationStore) => (command: RegisterOrganisation, context: CommandContext) => {
    const id: Id = newId('org');
    const names = command.names.map(({ text, language }) => newWords(text, language));
    const description = command.description && newWords(command.description.text, command.description.language);
    const texts = [...names, ...(description ? [description] : [])];
    const { kind, sector, languages, communities, themes, areas } = command;
    return organisations.create(context, id, () => ({
      events: [
        events.registered.of({
          kind,
          sector,
          languages,
          communities,
          themes,
          areas,
          nameTextIds: names.map(({ textId, entry }) => ({ language: entry.language, textId })),
          ...(description && { descriptionTextId: description.textId }),
          textHashes: texts.map(({ textId, sha256 }) => ({ textId, sha256 })),
        }),
      ],
      words: Object.fromEntries(texts.map(({ textId, entry }) => [textId, entry])),
      particulars: { identifiers: command.identifiers },
      created: id,
    }));
  };
