import type { Clock, ExplainedClock } from '../api/representations.ts';
import type { Wording } from '../layout/wording.ts';

/** A tag's colour; the words beside it say the same. */
export type Tone = 'grey' | 'blue' | 'green' | 'yellow' | 'red';

export interface Phrase {
  readonly text: string;
  readonly tone: Tone;
}

/** From here on a duty counts as due soon: a working week. */
export const dueSoonDays = 5;

/** How a clock stands, in words: `4 working days left`, `11 working days late`. */
export function clockPhrase(clock: Clock, { t }: Wording): Phrase {
  const left = clock.workingDaysLeft ?? 0;
  const late = clock.workingDaysLate;
  switch (clock.state) {
    case 'running':
      if (left === 0) return { text: t('clocks.dueToday'), tone: 'yellow' };
      return { text: t('clocks.left', { count: left }), tone: left <= dueSoonDays ? 'yellow' : 'blue' };
    case 'overdue':
      return { text: t('clocks.late', { count: late }), tone: 'red' };
    case 'paused':
      return { text: t('clocks.paused'), tone: 'grey' };
    case 'met':
      return { text: t('clocks.met'), tone: 'green' };
    case 'met-late':
      return { text: t('clocks.metLate', { count: late }), tone: 'yellow' };
    default:
      return { text: t('clocks.cancelled'), tone: 'grey' };
  }
}

/** Why a clock reads as it does, one line per day. */
export function explanationOf(clock: ExplainedClock, words: Wording) {
  return clock.explanation.map(({ date, counted, number, reason, name }) => ({
    iso: date,
    date: words.date(date),
    counted,
    text: counted
      ? words.t('clocks.day', { number })
      : words.t('clocks.notCounted', { reason: name ?? words.code('dayReason', reason ?? 'not-counted') }),
  }));
}
