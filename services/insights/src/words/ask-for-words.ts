import { aggregateOfId } from '@throughline/contracts';
import { type ServiceClient, type WordsFound, type WordsId, wordsAnswer } from '@throughline/http';

/** Words as the API shows them: `null` where the reader may not see them or they are gone. */
export type ShownWords = { readonly text: string; readonly language: string } | { readonly unavailable: true } | null;

/** What was found, and whether every owner answered: if not, nobody may keep the answer. */
export interface WordsShown {
  of(id: WordsId | undefined): ShownWords;
  readonly isWhole: boolean;
}

/** Asks the owners of words in the reader's name, one call an owner. */
export type AskForWords = (ids: readonly WordsId[], token: string | undefined) => Promise<WordsShown>;

const answerWithinMs = 1_000;
const none: WordsFound = {};

/** An owner that does not answer in a second leaves its words out; the chain itself is still told. */
export const askForWords =
  ({ feedback, meetings }: { readonly feedback: ServiceClient; readonly meetings: ServiceClient }): AskForWords =>
  async (ids, token) => {
    const ofFeedback = ids.filter(({ aggregateId }) => aggregateOfId(aggregateId) === 'concern');
    const ofMeetings = ids.filter(({ aggregateId }) => aggregateOfId(aggregateId) !== 'concern');
    async function ask(owner: ServiceClient, wanted: readonly WordsId[]): Promise<WordsFound | undefined> {
      if (wanted.length === 0) return none;
      try {
        const call = { token: token ?? null, timeoutMs: answerWithinMs };
        return (await owner.postJson('/internal/words', { ids: wanted }, wordsAnswer, call)).words;
      } catch (error) {
        if ((error as { kind?: unknown }).kind === 'unavailable') return undefined;
        throw error;
      }
    }
    const [concerns, others] = await Promise.all([ask(feedback, ofFeedback), ask(meetings, ofMeetings)]);
    return {
      isWhole: concerns !== undefined && others !== undefined,
      of(id) {
        if (!id) return null;
        const found = aggregateOfId(id.aggregateId) === 'concern' ? concerns : others;
        return found ? (found[id.textId] ?? null) : { unavailable: true };
      },
    };
  };
