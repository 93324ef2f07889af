import { created, ok } from '@throughline/http';
import { newWords } from '@throughline/persistence';
import type { CommandAnswer } from './take-command.ts';

/** 200 with the concern as it is now. */
export const changed = ({ concern, outcome, today }: CommandAnswer) => ok(concern, { outcome, etagDate: today });

/** 201 with the concern that now holds what was made under `part`. */
export const madeUnder =
  (part: 'referrals' | 'answers' | 'information-requests' | 'endorsements') =>
  ({ concern, outcome, today }: CommandAnswer) =>
    created(concern, {
      location: `${concern.links.self}${part === 'referrals' || part === 'answers' ? `/${part}/${outcome.created ?? ''}` : ''}`,
      outcome,
      etagDate: today,
    });

/** A text as it was sent, given its id, salt and hash. */
export const worded = (sent: { readonly text: string; readonly language: string }) =>
  newWords(sent.text, sent.language);

/** As `worded`, where there may be none. */
export const wordedIfAny = (sent: { readonly text: string; readonly language: string } | undefined) =>
  sent && worded(sent);
