import type { Principal } from '@throughline/kernel';
import { isKept, type Words } from '@throughline/persistence';
import type { Concern } from './concern.ts';
import type { Reading } from './concern-access.ts';
import { type ConcernDependencies, reading } from './take-command.ts';

/** Notices are worded by `notifications`, for recipients who may see what they are about; no other service sees words. */
const noticeWriter = 'notifications';

/** Which texts of a concern a reader may have. What is in none of these lists is nobody's. */
function visibleTexts(concern: Concern, { sees, institutions, as }: Reading): ReadonlySet<string> {
  const ids: (string | undefined)[] = [];
  if (sees('submission'))
    ids.push(concern.narrativeTextId, ...concern.asks.map(({ submittedTextId }) => submittedTextId));
  if (sees('record'))
    ids.push(
      concern.summaryTextId,
      ...concern.asks.flatMap(({ textId, verdictTextId }) => [textId, verdictTextId]),
      ...concern.commitments.flatMap(({ textId, noteTextId }) => [textId, noteTextId]),
      ...concern.endorsements.map(({ textId }) => textId),
    );
  for (const answer of concern.answers) {
    const institutionId = concern.referrals.find(({ id }) => id === answer.referralId)?.institutionId;
    const isOwnDraft = sees('drafts') && institutionId !== undefined && institutions.has(institutionId);
    if (answer.state === 'draft' ? !isOwnDraft : !sees('record')) continue;
    for (const { textId, plainTextId, commitment, signpostTextId } of answer.outcomes)
      ids.push(textId, plainTextId, commitment?.textId, signpostTextId);
  }
  const isParty = as.has('submitter') || as.has('secretariat');
  for (const { from, textId, replyTextId } of concern.informationRequests)
    if (sees('submission') && (isParty || institutions.has(from))) ids.push(textId, replyTextId);
  for (const { institutionId, extension, returns } of concern.referrals)
    if (isParty || institutions.has(institutionId)) ids.push(extension?.textId, ...returns.map(({ textId }) => textId));
  if (isParty) ids.push(concern.closingTextId);
  if (sees('record')) ids.push(...concern.reviews.map(({ textId }) => textId));
  return new Set(ids.filter((id) => id !== undefined));
}

const wordsOf = (words: Words, textId: string) => {
  const entry = words[textId];
  return isKept(entry) ? { text: entry.text, language: entry.language } : null;
};

/** Answers `POST /internal/words`: each text as its reader may see it, `null` otherwise. */
export const resolveWords =
  (dependencies: Pick<ConcernDependencies, 'concerns' | 'forums' | 'organisations'>) =>
  async (
    ids: readonly { readonly aggregateId: string; readonly textId: string }[],
    principal: Principal,
    { now }: { readonly now: Date },
  ): Promise<Record<string, { text: string; language: string } | null>> => {
    const isNoticeWriter = principal.kind === 'service' && principal.id === noticeWriter;
    const found: Record<string, { text: string; language: string } | null> = {};
    const concernIds = [...new Set(ids.map(({ aggregateId }) => aggregateId))].filter((id) => id.startsWith('con_'));
    for (const stored of await dependencies.concerns.findMany(concernIds, principal)) {
      const showing = await reading(dependencies, stored.state, { principal, now });
      const visible = visibleTexts(stored.state, showing.reading);
      for (const { aggregateId, textId } of ids)
        if (aggregateId === stored.id && (isNoticeWriter || visible.has(textId)))
          found[textId] = wordsOf(stored.words, textId);
    }
    return found;
  };
