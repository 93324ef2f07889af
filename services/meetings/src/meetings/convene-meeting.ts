import type { PlaceKind } from '@throughline/contracts';
import type { NewId } from '@throughline/kernel';
import { type CommandContext, newWords, type Outcome } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import { type KnownForums, requireStanding } from '../forums/known-forums.ts';
import { policy } from '../policy.ts';
import { shown, type Text } from '../words/texts.ts';
import type { WaitingBusiness } from './agenda.ts';
import {
  callMeeting,
  cancelMeeting,
  changeMeeting,
  draftMeeting,
  postponeMeeting,
  requireCallable,
} from './convene.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingStore } from './meeting-store.ts';

interface Dependencies {
  readonly meetings: MeetingStore;
  readonly forums: KnownForums;
  /** What waits for the forum's next meeting. */
  readonly waitingBusiness: (forumId: string, startsAt: Date) => Promise<WaitingBusiness>;
  /** The next ordinal among the forum's called meetings of a year. */
  readonly nextOrdinal: (forumId: string, year: number) => Promise<number>;
  readonly newId: NewId;
}

export interface Place {
  readonly kind: PlaceKind;
  readonly text?: Text | undefined;
}
type MeetingOutcome = Outcome<Meeting>;
type OfMeeting<T = object> = T & { readonly meetingId: string };

const maybeWords = (text: Text | undefined) => text && newWords(text.text, text.language);

/** Creates a meeting in draft, with what waits for it on its agenda. */
export const draftMeetingUseCase =
  ({ meetings, forums, waitingBusiness, newId }: Dependencies) =>
  async (
    command: { forumId: string; title: Text; startsAt: Date; endsAt: Date; place: Place },
    context: CommandContext,
  ): Promise<MeetingOutcome> => {
    const { forumId, startsAt } = command;
    const forum = await forums.require(forumId);
    policy.require(context.principal, 'meeting.draft', { forum: forumId });
    const title = newWords(command.title.text, command.title.language);
    const place = { kind: command.place.kind, text: maybeWords(command.place.text) };
    const id = newId('mtg');
    return meetings.create(context, id, async () => {
      requireStanding(forum);
      const waiting = await waitingBusiness(forumId, startsAt);
      return { ...draftMeeting({ ...command, title, place }, { waiting, newId }), created: id };
    });
  };

/** Corrects a meeting's title, time or place. */
export const changeMeetingUseCase =
  ({ meetings }: Dependencies) =>
  (
    command: OfMeeting<{
      title?: Text | undefined;
      startsAt?: Date | undefined;
      endsAt?: Date | undefined;
      place?: { kind?: PlaceKind | undefined; text?: Text | undefined } | undefined;
    }>,
    context: CommandContext,
  ): Promise<MeetingOutcome> => {
    const title = maybeWords(command.title);
    const place = command.place && { kind: command.place.kind, text: maybeWords(command.place.text) };
    return meetings.change(command.meetingId, context, (meeting, { words }) => {
      policy.require(context.principal, 'meeting.change', { forum: meeting.forumId });
      const present = {
        title: shown(words, meeting.titleTextId)?.text,
        place: shown(words, meeting.place.textId)?.text,
      };
      return changeMeeting(meeting, { ...command, title, place }, present);
    });
  };

/** Sends notice and agenda out, and gives the meeting its ordinal. */
export const callMeetingUseCase =
  ({ meetings, forums, nextOrdinal }: Dependencies) =>
  (
    { meetingId, urgent }: OfMeeting<{ urgent?: Text | undefined }>,
    context: CommandContext,
  ): Promise<MeetingOutcome> => {
    const command = { urgent: maybeWords(urgent) };
    let taken: { number: number; year: number } | undefined;
    return meetings.change(meetingId, context, async (meeting) => {
      policy.require(context.principal, 'meeting.call', { forum: meeting.forumId });
      const calendar = await forums.calendar(meeting.forumId);
      const notice = { calendar, now: context.now };
      requireCallable(meeting, command, notice);
      const year = Number(localDate(new Date(meeting.startsAt), calendar.timeZone).slice(0, 4));
      // Taken once for all attempts of this command, and only for a call that is allowed: a number lost is a gap for good.
      if (taken?.year !== year && meeting.number === undefined)
        taken = { number: await nextOrdinal(meeting.forumId, year), year };
      return callMeeting(meeting, command, { ...notice, ordinal: taken ?? { number: 0, year } });
    });
  };

/** Puts a meeting off to another time. */
export const postponeMeetingUseCase =
  ({ meetings }: Dependencies) =>
  (
    { meetingId, text, ...times }: OfMeeting<{ startsAt: Date; endsAt: Date; text: Text }>,
    context: CommandContext,
  ): Promise<MeetingOutcome> => {
    const why = newWords(text.text, text.language);
    return meetings.change(meetingId, context, (meeting) => {
      policy.require(context.principal, 'meeting.postpone', { forum: meeting.forumId });
      return postponeMeeting(meeting, { ...times, text: why });
    });
  };

/** Calls a meeting off for good. */
export const cancelMeetingUseCase =
  ({ meetings }: Dependencies) =>
  ({ meetingId, text }: OfMeeting<{ text: Text }>, context: CommandContext): Promise<MeetingOutcome> => {
    const why = newWords(text.text, text.language);
    return meetings.change(meetingId, context, (meeting) => {
      policy.require(context.principal, 'meeting.cancel', { forum: meeting.forumId });
      return cancelMeeting(meeting, why);
    });
  };
