import { type ClockKind, type ConcernEvent, concernEvents, type RecalculationCause } from '@throughline/contracts';
import {
  addWorkingDays,
  type Calendar,
  type ClockMoment,
  type ClockReading,
  type CountedDuty,
  type Duty,
  endOfLocalDay,
  type LocalDate,
  localDate,
  nextMoments,
  type Pause,
  readClock,
} from '@throughline/working-days';
import { type Commitment, type Concern, clockKey, type Referral, type Review } from './concern.ts';

/** What a duty is about, inside the concern; empty when it is the whole concern. */
interface About {
  readonly referralId?: string;
  readonly commitmentId?: string;
  readonly ask?: number;
}

/** Who owes what, with the facts that its clock is derived from. */
export interface ConcernDuty {
  readonly kind: ClockKind;
  readonly owedBy: string;
  readonly about: About;
  readonly startedAt: string;
  readonly duty: Duty;
}

/** A clock as it reads at a moment. */
export interface ConcernClock extends Omit<ConcernDuty, 'duty'>, ClockReading {}

const instant = (text: string | undefined) => (text === undefined ? undefined : new Date(text));
const firstOf = (...texts: readonly (string | undefined)[]) =>
  instant(texts.filter((text) => text !== undefined).toSorted()[0]);

/** Awaiting information stands every clock of the concern still, or of one referral when the request was about it. */
const pausesOf = (concern: Concern, referralId?: string): Pause[] =>
  concern.informationRequests
    .filter((request) => !request.referralId || request.referralId === referralId)
    .map(({ at, suppliedAt }) => ({ from: new Date(at), to: instant(suppliedAt) }));

function secretariatDuties(concern: Concern): ConcernDuty[] {
  const { clockStart, acknowledgedAt, triagedAt, status, closedAt } = concern;
  const rejectedAt = status === 'rejected' ? closedAt : undefined;
  const facts = {
    startedAt: new Date(clockStart),
    pauses: pausesOf(concern),
    cancelledAt: status === 'rejected' ? undefined : instant(closedAt),
  };
  const shared = { owedBy: 'secretariat', about: {}, startedAt: clockStart };
  return [
    {
      ...shared,
      kind: 'acknowledgement',
      // Who triages or rejects has plainly received it, even where nobody pressed "acknowledge".
      duty: {
        ...facts,
        workingDays: concern.acknowledgementDays,
        metAt: firstOf(acknowledgedAt, triagedAt, rejectedAt),
      },
    },
    {
      ...shared,
      kind: 'triage',
      duty: { ...facts, workingDays: concern.triageDays, metAt: firstOf(triagedAt, rejectedAt) },
    },
  ];
}

/** A referral has one extension; it belongs to the duty that ran when it was taken. */
function extensionOf({ extension }: Referral, startedAt: string, settledAt: string | undefined): number {
  if (!extension || extension.at < startedAt || (settledAt !== undefined && extension.at > settledAt)) return 0;
  return extension.workingDays;
}

function referralDuties(concern: Concern, referral: Referral): ConcernDuty[] {
  const { id, institutionId, at, acknowledgedAt, settledAt, settledBy } = referral;
  const shared = { owedBy: institutionId, about: { referralId: id }, startedAt: at };
  const facts = { startedAt: new Date(at), pauses: pausesOf(concern, id) };
  const closedAt = instant(concern.closedAt);
  return [
    {
      ...shared,
      kind: 'referral-acknowledgement',
      // An answer or a return without an acknowledgement says as much.
      duty: {
        ...facts,
        workingDays: referral.acknowledgementDays,
        metAt: firstOf(acknowledgedAt, settledAt),
        cancelledAt: closedAt,
      },
    },
    {
      ...shared,
      kind: 'answer',
      duty: {
        ...facts,
        workingDays: referral.answerDays,
        extendedByDays: extensionOf(referral, at, settledAt),
        metAt: settledBy === 'answer' ? instant(settledAt) : undefined,
        cancelledAt: settledBy === 'return' ? instant(settledAt) : closedAt,
      },
    },
  ];
}

function reviewDuty(concern: Concern, review: Review): ConcernDuty[] {
  const referral = concern.referrals.find(({ id }) => id === review.referralId);
  if (!referral) return [];
  const { at, settledAt, settledBy } = review;
  return [
    {
      kind: 'review',
      owedBy: referral.institutionId,
      about: { referralId: referral.id },
      startedAt: at,
      duty: {
        startedAt: new Date(at),
        workingDays: review.reviewDays,
        extendedByDays: extensionOf(referral, at, settledAt),
        pauses: pausesOf(concern, referral.id),
        metAt: settledBy === 'answer' ? instant(settledAt) : undefined,
        cancelledAt: settledBy === 'return' ? instant(settledAt) : instant(concern.closedAt),
      },
    },
  ];
}

/** A commitment that was published as kept was never owed, and has no clock. A missed one is still owed. */
function commitmentDuty(concern: Concern, commitment: Commitment): ConcernDuty[] {
  const { id, ask, ownerId, at, due, state, recordedAt } = commitment;
  if (state === 'kept' && recordedAt === at) return [];
  const isKept = state === 'kept' || state === 'kept-late';
  return [
    {
      kind: 'commitment',
      owedBy: ownerId,
      about: { commitmentId: id, ask },
      startedAt: at,
      duty: {
        due,
        startedAt: new Date(at),
        metAt: isKept ? instant(recordedAt) : undefined,
        cancelledAt: instant(concern.closedAt),
      },
    },
  ];
}

/** Every duty that the concern has brought about, ended ones included, in the order in which they began. */
export function dutiesOf(concern: Concern): ConcernDuty[] {
  return [
    ...secretariatDuties(concern),
    ...concern.referrals.flatMap((referral) => referralDuties(concern, referral)),
    ...concern.reviews.flatMap((review) => reviewDuty(concern, review)),
    ...concern.commitments.flatMap((commitment) => commitmentDuty(concern, commitment)),
  ].toSorted((one, other) => (one.startedAt < other.startedAt ? -1 : one.startedAt > other.startedAt ? 1 : 0));
}

const keyOf = ({ kind, about }: Pick<ConcernDuty, 'kind' | 'about'>) =>
  clockKey(kind, about.referralId ?? about.commitmentId);

/** Every clock of the concern as it reads at `now`. */
export const clocksOf = (concern: Concern, calendar: Calendar, now: Date): ConcernClock[] =>
  dutiesOf(concern).map(({ duty, ...who }) => ({ ...who, ...readingAt(duty, calendar, now) }));

/**
 * The due date of a duty that begins now. A fresh one has no pause, so it is the nth working day after today; the day of
 * the start is not counted.
 */
export const dueOfFresh = (calendar: Calendar, workingDays: number, now: Date): LocalDate =>
  addWorkingDays(dayIn(calendar, now), workingDays, calendar);

const isFresh = (duty: Duty): duty is CountedDuty =>
  !('due' in duty) && !duty.metAt && !duty.cancelledAt && !duty.extendedByDays && !duty.pauses?.length;

/** What is the same for every undisturbed duty of one length that began on one day; kept by the calendar's identity. */
interface Reckoned {
  readonly moments: Map<string, readonly ClockMoment[]>;
  readonly readings: Map<string, ClockReading>;
  day: { minute: number; date: LocalDate };
}

const reckonedBy = new WeakMap<Calendar, Reckoned>();
const mostReckoned = 2_000;
const minuteMs = 60_000;

function reckonedOf(calendar: Calendar): Reckoned {
  const known = reckonedBy.get(calendar);
  if (known) return known;
  const fresh = { moments: new Map(), readings: new Map(), day: { minute: Number.NaN, date: '' } };
  reckonedBy.set(calendar, fresh);
  return fresh;
}

/** As `localDate`; zones change by whole minutes, so within one it is the same day. */
function dayIn(calendar: Calendar, at: Date): LocalDate {
  const reckoned = reckonedOf(calendar);
  const minute = Math.floor(at.getTime() / minuteMs);
  if (reckoned.day.minute !== minute) reckoned.day = { minute, date: localDate(at, calendar.timeZone) };
  return reckoned.day.date;
}

function remembered<Value>(known: Map<string, Value>, key: string, reckon: () => Value): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= mostReckoned) known.clear();
  const value = reckon();
  known.set(key, value);
  return value;
}

/**
 * Moments are starts of local days, and a reading counts in days: so both depend on the day of the start and on today alone
 * while nothing has disturbed the duty. Reckoning them is a good part of what accepting a concern may cost.
 */
function momentsOf(duty: Duty, calendar: Calendar): readonly ClockMoment[] {
  if (!isFresh(duty)) return nextMoments(duty, calendar);
  const key = `${duty.workingDays}/${dayIn(calendar, duty.startedAt)}`;
  return remembered(reckonedOf(calendar).moments, key, () => nextMoments(duty, calendar));
}

function readingAt(duty: Duty, calendar: Calendar, now: Date): ClockReading {
  if (!isFresh(duty)) return readClock(duty, calendar, now);
  const key = `${duty.workingDays}/${dayIn(calendar, duty.startedAt)}/${dayIn(calendar, now)}`;
  return remembered(reckonedOf(calendar).readings, key, () => readClock(duty, calendar, now));
}

/** What the clock has not said yet about its present due date. */
function unspoken(concern: Concern, entry: ConcernDuty, calendar: Calendar): ClockMoment[] {
  const moments = momentsOf(entry.duty, calendar);
  const said = concern.spoken[keyOf(entry)];
  const overdue = moments.at(-1);
  if (!said || !overdue || dueBefore(overdue.at, calendar) !== said.due) return [...moments];
  if (said.overdue) return [];
  return moments.filter(
    (moment) => moment.kind === 'overdue' || moment.workingDaysLeft < (said.workingDaysLeft ?? Infinity),
  );
}

/** The due day, of which the given moment is the end. */
const dueBefore = (endOfDue: Date, { timeZone }: Calendar) => localDate(new Date(endOfDue.getTime() - 1), timeZone);

const lapseDays = 28;
const dayMs = 86_400_000;

/**
 * When missing verdicts lapse, once for all of them: 28 calendar days after the latest of outcome, commitment recorded and
 * concern answered, ask by ask; so the last ask decides. None while a commitment is open: nobody could judge it yet.
 */
export function lapseAt(concern: Concern, { timeZone }: Calendar): Date | undefined {
  const { status, answeredAt } = concern;
  if (status !== 'answered' || !answeredAt) return undefined;
  const commitments = new Map(concern.commitments.map((commitment) => [commitment.id, commitment]));
  const starts: string[] = [];
  for (const ask of concern.asks.filter(({ verdict }) => !verdict)) {
    const commitment = ask.commitmentId ? commitments.get(ask.commitmentId) : undefined;
    if (commitment?.state === 'open') return undefined;
    starts.push(...[answeredAt, ask.finalAt, commitment?.recordedAt].filter((at) => at !== undefined));
  }
  const latest = starts.toSorted().at(-1);
  if (!latest) return undefined;
  // Counted on the calendar, not in hours: the day the clocks change is a day like any other.
  const startDay = Date.parse(`${localDate(new Date(latest), timeZone)}T00:00:00Z`);
  return endOfLocalDay(new Date(startDay + lapseDays * dayMs).toISOString().slice(0, 10), timeZone);
}

/** The next moment at which the concern has something to say by itself: a reminder, a duty overdue, a lapse. */
export function nextDueAt(concern: Concern, calendar: Calendar): Date | null {
  const moments = dutiesOf(concern).flatMap((entry) => unspoken(concern, entry, calendar).map(({ at }) => at));
  const lapse = lapseAt(concern, calendar);
  const earliest = Math.min(...[...moments, ...(lapse ? [lapse] : [])].map((at) => at.getTime()));
  return Number.isFinite(earliest) ? new Date(earliest) : null;
}

/** What the clocks say by `now` and have not said: of each the last thing only, so a sweep that comes late does not stutter. */
export function speakingClocks(concern: Concern, calendar: Calendar, now: Date): ConcernEvent[] {
  return dutiesOf(concern).flatMap((entry): ConcernEvent[] => {
    const moment = unspoken(concern, entry, calendar).findLast(({ at }) => at <= now);
    if (!moment) return [];
    const { due, workingDaysLeft, workingDaysLate } = readClock(entry.duty, calendar, now);
    if (due === null) return [];
    const duty = { kind: entry.kind, about: entry.about, owedBy: entry.owedBy, due };
    if (moment.kind === 'overdue') return [concernEvents.clockOverdue.of({ ...duty, workingDaysLate })];
    return [concernEvents.clockReminded.of({ ...duty, workingDaysLeft: workingDaysLeft ?? moment.workingDaysLeft })];
  });
}

/** Tells those outside of open clocks that stand still, go on, or have another due date than they were told; none: none moved. */
export function recalculation(
  before: Concern,
  after: Concern,
  { calendar, now, cause }: { calendar: Calendar; now: Date; cause: RecalculationCause },
): ConcernEvent[] {
  const earlier = new Map(clocksOf(before, calendar, now).map((clock) => [keyOf(clock), clock]));
  const moved = clocksOf(after, calendar, now).flatMap((clock) => {
    const told = after.dues[keyOf(clock)];
    const due = clock.due ?? told;
    const isOwed = clock.state === 'running' || clock.state === 'paused' || clock.state === 'overdue';
    const changed = due !== told || (earlier.get(keyOf(clock))?.state === 'paused') !== (clock.state === 'paused');
    if (!isOwed || !told || !due || !changed) return [];
    const { kind, about, owedBy, state, pausedDays, extendedByDays } = clock;
    return [{ kind, about, owedBy, due, state, pausedDays, extendedByDays }];
  });
  return moved.length > 0 ? [concernEvents.clocksRecalculated.of({ cause, clocks: moved })] : [];
}
