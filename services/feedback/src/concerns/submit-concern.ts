import {
  type Channel,
  type ConsentScope,
  concernEvents,
  type IdentityTier,
  type SubmitterKind,
} from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import { localDate } from '@throughline/working-days';
import { ConsentLacksForum, DateImpossible, ExternalReferenceRefused } from './concern.errors.ts';
import { dueOfFresh } from './concern-clocks.ts';
import { type ConcernDecision, type Given, hashesOf, wordsOf } from './given.ts';

/** An urgent concern is acknowledged within one working day, whatever the forum's standard is. */
const urgentAcknowledgementDays = 1;

export interface SubmitConcern {
  readonly reference: string;
  readonly channel: Channel;
  readonly category: string;
  readonly narrative: NewWords;
  readonly asks: readonly NewWords[];
  /** Nobody, when submitted anonymously. */
  readonly submitter?: { readonly id: string; readonly kind: SubmitterKind } | undefined;
  readonly onBehalfOf?:
    | {
        readonly peopleConcerned?: number | undefined;
        readonly consent: {
          readonly scope: readonly ConsentScope[];
          readonly version: string;
          readonly givenOn: string;
        };
      }
    | undefined;
  readonly identityTier: IdentityTier;
  readonly areas: readonly string[];
  readonly urgent: boolean;
  readonly externalReference?: string | undefined;
  readonly returnCodeHash?: string | undefined;
}

/** Takes a concern in. The clocks of acknowledgement and triage begin here. */
export function submitConcern(command: SubmitConcern, { now, setting }: Given): ConcernDecision {
  const { narrative, asks, submitter, onBehalfOf, identityTier, externalReference, returnCodeHash } = command;
  const { calendar, standards } = setting;
  if (onBehalfOf && !onBehalfOf.consent.scope.includes('forum')) throw new ConsentLacksForum();
  if (onBehalfOf && onBehalfOf.consent.givenOn > localDate(now, calendar.timeZone))
    throw new DateImpossible('Consent cannot have been given on a day to come.');
  if (identityTier === 'anonymous' && externalReference) throw new ExternalReferenceRefused();
  const acknowledgementDays = command.urgent ? urgentAcknowledgementDays : standards.acknowledgementDays;
  const texts = [narrative, ...asks];
  const submitted = concernEvents.submitted.of({
    reference: command.reference,
    channel: command.channel,
    category: command.category,
    asks: asks.map(({ textId }, place) => ({ number: place + 1, textId })),
    ...(submitter ? { submitterId: submitter.id, submitterKind: submitter.kind } : {}),
    onBehalfOf: onBehalfOf
      ? {
          peopleConcerned: onBehalfOf.peopleConcerned ?? null,
          scopes: onBehalfOf.consent.scope,
          consentVersion: onBehalfOf.consent.version,
          givenOn: onBehalfOf.consent.givenOn,
        }
      : null,
    identityTier,
    areas: command.areas,
    language: narrative.entry.language,
    urgent: command.urgent,
    narrativeTextId: narrative.textId,
    acknowledgementDue: dueOfFresh(calendar, acknowledgementDays, now),
    triageDue: dueOfFresh(calendar, standards.triageDays, now),
    acknowledgementDays,
    triageDays: standards.triageDays,
    ...hashesOf(texts),
  });
  return {
    events: [submitted],
    words: wordsOf(texts),
    forumId: setting.forumId,
    particulars: {
      ...(externalReference ? { externalReference } : {}),
      ...(returnCodeHash ? { returnCodeHash } : {}),
    },
  };
}
