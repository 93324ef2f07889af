import { type CodeListName, codeListEvents, codeListNames, shippedCodeLists } from '@throughline/contracts';
import { anonymous, isAppError, type NewId } from '@throughline/kernel';
import { type CommandContext, isKept, newWords, type Outcome, type Words } from '@throughline/persistence';
import { type CodeList, codesOf, requireWritable, type WrittenCode } from './code-list.ts';
import type { CodeListStore, StoredCodeList } from './code-list-store.ts';

interface Dependencies {
  readonly codeLists: CodeListStore;
  readonly newId: NewId;
}

/** A list as everybody may read it. Version 0: as it ships. */
export interface ShownCodeList {
  readonly name: CodeListName;
  readonly codes: readonly (Omit<WrittenCode, 'retired'> & { readonly retired: boolean })[];
  readonly version: number;
  readonly updatedAt: Date | null;
}

const kept = (words: Words, textId: string, language: string) => {
  const entry = words[textId];
  return isKept(entry) ? [{ text: entry.text, language }] : [];
};

const shown = ({ state, words, version, updatedAt }: StoredCodeList): ShownCodeList => ({
  name: state.name,
  codes: state.codes.map(({ labelTextIds, ...code }) => ({
    ...code,
    labels: labelTextIds.flatMap(({ language, textId }) => kept(words, textId, language)),
  })),
  version,
  updatedAt,
});

const shipped = (name: CodeListName): ShownCodeList => ({
  name,
  codes: Object.entries(shippedCodeLists[name]).map(([code, text]) => ({
    code,
    retired: false,
    labels: [{ text, language: 'en' }],
  })),
  version: 0,
  updatedAt: null,
});

/** Every list of the network, by name: changed ones as they were changed, the others as they ship. */
export const codeListsQuery =
  ({ codeLists }: Pick<Dependencies, 'codeLists'>) =>
  async (): Promise<ShownCodeList[]> =>
    Promise.all(
      codeListNames.toSorted().map(async (name) => {
        const stored = await codeLists.findByKey('name', name, anonymous);
        return stored ? shown(stored) : shipped(name);
      }),
    );

function decision(name: CodeListName, written: readonly WrittenCode[]) {
  const codes = written.map(({ labels, retired = false, theme, code }) => ({
    code,
    retired,
    ...(theme === undefined ? {} : { theme }),
    labels: labels.map(({ text, language }) => newWords(text, language)),
  }));
  const texts = codes.flatMap(({ labels }) => labels);
  return {
    events: [
      codeListEvents.changed.of({
        name,
        codes: codes.map(({ labels, ...code }) => ({
          ...code,
          labelTextIds: labels.map(({ textId, entry }) => ({ textId, language: entry.language })),
        })),
        ...(texts.length ? { textHashes: texts.map(({ textId, sha256 }) => ({ textId, sha256 })) } : {}),
      }),
    ],
    words: Object.fromEntries(texts.map(({ textId, entry }) => [textId, entry])),
  };
}

const isSameList = (stored: StoredCodeList, written: readonly WrittenCode[]) =>
  JSON.stringify(shown(stored).codes.map(({ code, retired, theme, labels }) => [code, retired, theme, labels])) ===
  JSON.stringify(written.map(({ code, retired = false, theme, labels }) => [code, retired, theme, labels]));

/** Writes a whole list anew. What would change nothing is no event. */
export const changeCodeListUseCase =
  ({ codeLists, newId }: Dependencies) =>
  async (
    { name, codes }: { readonly name: CodeListName; readonly codes: readonly WrittenCode[] },
    context: CommandContext,
  ): Promise<ShownCodeList> => {
    const change = async (before: StoredCodeList): Promise<Outcome<CodeList>> =>
      codeLists.change(before.id, context, (list, stored) => {
        requireWritable(name, codesOf(name, list), codes);
        return isSameList(stored, codes) ? [] : decision(name, codes);
      });
    const before = await codeLists.findByKey('name', name, context.principal);
    if (before) return shown((await change(before)).stored);
    try {
      const first = await codeLists.create(context, newId('lst'), () => {
        requireWritable(name, codesOf(name, undefined), codes);
        return decision(name, codes);
      });
      return shown(first.stored);
    } catch (error) {
      // Somebody else's first change came in between: this one is made on top of it.
      const first = await codeLists.findByKey('name', name, context.principal);
      if (!first || !isAppError(error) || error.code !== 'key-taken') throw error;
      return shown((await change(first)).stored);
    }
  };
