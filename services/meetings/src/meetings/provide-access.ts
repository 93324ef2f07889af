import type { ArrangementKind, MeetingEvent } from '@throughline/contracts';
import { type NewId, organisationsOf, type Principal } from '@throughline/kernel';
import { type CommandContext, type Decision, newWords, type Outcome } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import type { KnownForums } from '../forums/known-forums.ts';
import { type Action as PolicyAction, policy } from '../policy.ts';
import type { Text } from '../words/texts.ts';
import { arrange, arrangementOf, confirmArrangement, recordMet, recordNotMet, requestArrangement } from './access.ts';
import type { Meeting } from './meeting.ts';
import type { MeetingStore } from './meeting-store.ts';

interface Dependencies {
  readonly meetings: MeetingStore;
  readonly forums: KnownForums;
  readonly newId: NewId;
}
type MeetingOutcome = Outcome<Meeting>;
type OfArrangement<T = object> = T & { readonly meetingId: string; readonly arrangementId: string };

const maybeWords = (text: Text | undefined) => text && newWords(text.text, text.language);

export interface AccessNeed {
  readonly meetingId: string;
  readonly kind: ArrangementKind;
  readonly language?: string | undefined;
  readonly text?: Text | undefined;
}

/** Whose need it is: the bearer's own organisation's, unless the secretariat or chair notes it for somebody. */
function organisationOf(principal: Principal, forumId: string): string | undefined {
  if (policy.allows(principal, 'meeting.arrange', { forum: forumId })) return undefined;
  return organisationsOf(principal)[0];
}

/** Makes an access need known. */
export const requestArrangementUseCase =
  ({ meetings, forums, newId }: Dependencies) =>
  ({ meetingId, text, ...need }: AccessNeed, context: CommandContext): Promise<MeetingOutcome> => {
    const words = maybeWords(text);
    return meetings.change(meetingId, context, async (meeting) => {
      const { principal, now } = context;
      const organisationId = organisationOf(principal, meeting.forumId);
      policy.require(principal, 'meeting.request-arrangement', {
        forum: meeting.forumId,
        organisation: organisationId,
      });
      const today = localDate(now, (await forums.calendar(meeting.forumId)).timeZone);
      return requestArrangement(meeting, { ...need, text: words, organisationId }, { today, newId });
    });
  };

/** A later step of an arrangement: by the secretariat or chair, or by the organisation whose need it is where it may. */
const stepOf =
  ({ meetings }: Dependencies, may: PolicyAction) =>
  (
    { meetingId, arrangementId }: OfArrangement,
    context: CommandContext,
    decide: (meeting: Meeting) => Decision<MeetingEvent>,
  ): Promise<MeetingOutcome> =>
    meetings.change(meetingId, context, (meeting) => {
      const { organisationId } = arrangementOf(meeting, arrangementId);
      policy.require(context.principal, may, { forum: meeting.forumId, organisation: organisationId });
      return decide(meeting);
    });

/** Something has been done about an access need. */
export const arrangeUseCase =
  (given: Dependencies) =>
  (
    command: OfArrangement<{ text?: Text | undefined; costPence?: number | undefined }>,
    context: CommandContext,
  ): Promise<MeetingOutcome> => {
    const arranged = { text: maybeWords(command.text), costPence: command.costPence };
    return stepOf(given, 'meeting.arrange')(command, context, (meeting) =>
      arrange(meeting, command.arrangementId, arranged),
    );
  };

/** What was arranged has been confirmed. */
export const confirmArrangementUseCase =
  (given: Dependencies) =>
  (command: OfArrangement, context: CommandContext): Promise<MeetingOutcome> =>
    stepOf(given, 'meeting.judge-arrangement')(command, context, (meeting) =>
      confirmArrangement(meeting, command.arrangementId),
    );

/** The need was met. */
export const recordMetUseCase =
  (given: Dependencies) =>
  (command: OfArrangement, context: CommandContext): Promise<MeetingOutcome> =>
    stepOf(given, 'meeting.judge-arrangement')(command, context, (meeting) =>
      recordMet(meeting, command.arrangementId),
    );

/** The need was not met. */
export const recordNotMetUseCase =
  (given: Dependencies) =>
  (command: OfArrangement<{ text: Text }>, context: CommandContext): Promise<MeetingOutcome> => {
    const why = newWords(command.text.text, command.text.language);
    return stepOf(given, 'meeting.judge-arrangement')(command, context, (meeting) =>
      recordNotMet(meeting, command.arrangementId, why),
    );
  };
