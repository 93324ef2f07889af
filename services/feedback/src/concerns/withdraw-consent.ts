import { type ConcernEvent, type ConsentScope, concernEvents } from '@throughline/contracts';
import { isKept, type Words } from '@throughline/persistence';
import { ConsentCannotGrow, ConsentLacksForum } from './concern.errors.ts';
import { type Concern } from './concern.ts';
import type { ConcernDecision } from './given.ts';
import { handling, isOpen } from './handling.ts';

const reason = 'consent-withdrawn';

/**
 * The texts that go when consent is taken back: every one of them when nothing is left of it, the public summary and the
 * asks as triaged when only the summary's scope goes. What else was said is then hidden from those who lost their scope.
 */
function textsToErase(concern: Concern, scopeLeft: readonly ConsentScope[], words: Words): string[] {
  if (scopeLeft.length === 0) return Object.keys(words).filter((textId) => isKept(words[textId]));
  if (scopeLeft.includes('public-summary') || !concern.summaryTextId) return [];
  return isKept(words[concern.summaryTextId]) ? [concern.summaryTextId] : [];
}

/**
 * Takes back some or all of the consent. What is left has to be part of what there was, and to include the forum unless
 * nothing is left; a concern that nothing carries any more is withdrawn. Counts and codes stay.
 */
export function withdrawConsent(
  concern: Concern,
  { scopeLeft }: { readonly scopeLeft: readonly ConsentScope[] },
  { words }: { readonly words: Words },
): ConcernDecision {
  handling.require(concern.status, 'withdrawConsent');
  if (scopeLeft.some((scope) => !concern.consentScope.includes(scope))) throw new ConsentCannotGrow();
  if (scopeLeft.length > 0 && !scopeLeft.includes('forum')) throw new ConsentLacksForum();
  if (scopeLeft.length === concern.consentScope.length) return [];
  const texts = textsToErase(concern, scopeLeft, words);
  const isCarried = concern.absorbed.length > 0 || concern.status === 'merged';
  const events: ConcernEvent[] = [
    concernEvents.consentWithdrawn.of({ scopeLeft }),
    ...texts.map((textId) => concernEvents.textErased.of({ textId, reason })),
    ...(scopeLeft.length === 0 && isOpen(concern.status) && !isCarried
      ? [concernEvents.withdrawn.of({ reason: 'consent' })]
      : []),
  ];
  return { events, erase: texts.map((textId) => ({ textId, reason })) };
}
