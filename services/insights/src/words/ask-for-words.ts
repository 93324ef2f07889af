import { aggregateOfId } from '@throughline/contracts';
import { type ServiceClient, type WordsFound, type WordsId, wordsAnswer } from '@throughline/http';
import { isAppError } from '@throughline/kernel';

/** Words as the API shows them: `null` where the reader may not see them or they are gone. */
type ShownWords = { readonly text: string; readonly language: string } | { readonly unavailable: true } | null;

/** What was found, and whether every owner answered: if not, nobody may keep the answer. */
export interface WordsShown {
  of(id: WordsId | undefined): ShownWords;
  readonly isWhole: boolean;
}

/** Asks the owners of words in the reader's name, as few times as they allow. */
export type AskForWords = (ids: readonly WordsId[], token: string | undefined) => Promise<WordsShown>;

const answerWithinMs = 1_000;
/** As many as `POST /internal/words` takes at once. */
const mostAtOnce = 500;

const isOfFeedback = ({ aggregateId }: WordsId) => aggregateOfId(aggregateId) === 'concern';
const eachOnce = (ids: readonly WordsId[]) => [...new Map(ids.map((id) => [id.textId, id])).values()];
const portions = (ids: readonly WordsId[]) =>
  Array.from({ length: Math.ceil(ids.length / mostAtOnce) }, (_, index) =>
    ids.slice(index * mostAtOnce, (index + 1) * mostAtOnce),
  );

/** Undefined when the owner is away, or too slow for a page to wait. */
async function askOwner(owner: ServiceClient, ids: readonly WordsId[], token: string | undefined) {
  const call = { token: token ?? null, timeoutMs: answerWithinMs };
  try {
    const answers = await Promise.all(
      portions(eachOnce(ids)).map((portion) => owner.postJson('/internal/words', { ids: portion }, wordsAnswer, call)),
    );
    return answers.reduce<WordsFound>((found, { words }) => ({ ...found, ...words }), {});
  } catch (error) {
    if (isAppError(error) && error.kind === 'unavailable') return undefined;
    throw error;
  }
}

/** An owner that does not answer in a second leaves its words out; the chain itself is still told. */
export const askForWords =
  ({ feedback, meetings }: { readonly feedback: ServiceClient; readonly meetings: ServiceClient }): AskForWords =>
  async (ids, token) => {
    const [concerns, others] = await Promise.all([
      askOwner(feedback, ids.filter(isOfFeedback), token),
      askOwner(
        meetings,
        ids.filter((id) => !isOfFeedback(id)),
        token,
      ),
    ]);
    return {
      isWhole: concerns !== undefined && others !== undefined,
      of(id) {
        if (!id) return null;
        const found = isOfFeedback(id) ? concerns : others;
        return found ? (found[id.textId] ?? null) : { unavailable: true };
      },
    };
  };
