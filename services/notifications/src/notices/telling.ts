import { type ConcernEvent, concernEvents as events, type Recorded } from '@throughline/contracts';
import type { ConcernMirror } from '../concerns/concern-mirror.ts';

/** What somebody is told of. */
export const noticeKinds = ['referral-received', 'answer-published', 'concern-concluded'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What is to be told to whom: people of an organisation in the app, the organisation's own systems by webhook. */
export interface Telling {
  readonly kind: NoticeKind;
  /** The name by which webhooks know it. */
  readonly webhook: string;
  readonly organisationId: string;
  /** Who of the organisation sees it in the app. */
  readonly roles: readonly string[];
  readonly about: { readonly concernId: string; readonly referralId?: string };
}

const officers = ['officer'];
const caseworkers = ['caseworker', 'representative'];

/** Whom an event concerns. Pure: the same event over the same mirror tells the same people. */
export function tellingsOf(event: Recorded<ConcernEvent>, { submitterId, institutions }: ConcernMirror): Telling[] {
  const concernId = event.subject;
  const toSubmitter = (kind: NoticeKind, webhook: string): Telling[] =>
    submitterId ? [{ kind, webhook, organisationId: submitterId, roles: caseworkers, about: { concernId } }] : [];
  switch (event.type) {
    case events.referred.type: {
      const { institutionId, referralId } = event.data;
      const about = { concernId, referralId };
      return [
        {
          kind: 'referral-received',
          webhook: 'concern.referred',
          organisationId: institutionId,
          roles: officers,
          about,
        },
      ];
    }
    case events.answerPublished.type:
      return toSubmitter('answer-published', 'concern.answer-published');
    case events.concluded.type:
      return [
        ...toSubmitter('concern-concluded', 'concern.concluded'),
        ...institutions.map((organisationId) => ({
          kind: 'concern-concluded' as const,
          webhook: 'concern.concluded',
          organisationId,
          roles: officers,
          about: { concernId },
        })),
      ];
    default:
      return [];
  }
}

/** The names of events that a webhook may be registered for. */
export const webhookEvents = ['concern.referred', 'concern.answer-published', 'concern.concluded'] as const;
