import { type ConcernEvent, concernEvents } from '@throughline/contracts';
import type { Concern } from './concern.ts';
import { lapseAt, speakingClocks } from './concern-clocks.ts';
import type { ConcernDecision, Given } from './given.ts';
import { handling } from './handling.ts';

/**
 * What has come due by itself: reminders, duties overdue, verdicts that lapsed. Nothing, when it has all been said; so the
 * sweep may run twice, late, or in two processes.
 */
export function letClocksSpeak(concern: Concern, { now, setting }: Pick<Given, 'now' | 'setting'>): ConcernDecision {
  const events: ConcernEvent[] = speakingClocks(concern, setting.calendar, now);
  const lapse = lapseAt(concern, setting.calendar);
  if (!lapse || lapse > now || !handling.allows(concern.status, 'lapse')) return events;
  const missing = concern.asks.filter(({ verdict }) => !verdict).map(({ number }) => number);
  return [...events, concernEvents.concluded.of({ by: 'lapse', missing })];
}
