import { organisationEvents as events } from '@throughline/contracts';
import { type Id, newId } from '@throughline/kernel';
import { type CommandContext, newWords } from '@throughline/persistence';
import type { z } from 'zod';
import type { OrganisationStore } from './organisation-store.ts';
import type { registerOrganisationBody } from './register-organisation.http.ts';

type RegisterOrganisation = z.output<typeof registerOrganisationBody>;

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
