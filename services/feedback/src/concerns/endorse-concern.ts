import { bandOf, concernEvents } from '@throughline/contracts';
import type { NewWords } from '@throughline/persistence';
import { AlreadyEndorsed, NotPartOfConcern, OwnConcern, TooManyParts } from './concern.errors.ts';
import type { Concern, ConcernParticulars } from './concern.ts';
import { type ConcernDecision, hashesIfAny, wordsOf } from './given.ts';
import { handling } from './handling.ts';

export interface EndorseConcern {
  readonly organisationId: string;
  readonly peopleAffected: number;
  readonly text?: NewWords | undefined;
}

const mostEndorsements = 500;
const oneVoice = 1;

/** An organisation adds its voice. How many people it speaks of stays with the owner; events carry the band. */
export function endorseConcern(
  concern: Concern,
  { organisationId, peopleAffected, text }: EndorseConcern,
  particulars: ConcernParticulars,
): ConcernDecision {
  handling.require(concern.status, 'endorse');
  if (concern.submitterId === organisationId) throw new OwnConcern();
  if (concern.endorsements.some((endorsement) => endorsement.organisationId === organisationId))
    throw new AlreadyEndorsed();
  if (concern.endorsements.length >= mostEndorsements)
    throw new TooManyParts(`A concern has at most ${mostEndorsements} endorsements.`);
  const endorsed = concernEvents.endorsed.of({
    organisationId,
    peopleAffectedBand: bandOf(peopleAffected),
    weight: oneVoice,
    ...(text ? { textId: text.textId } : {}),
    ...hashesIfAny([text]),
  });
  return {
    events: [endorsed],
    words: wordsOf([text]),
    particulars: { peopleAffected: { ...particulars.peopleAffected, [organisationId]: peopleAffected } },
    created: organisationId,
  };
}

/** An organisation takes its voice back; how many people it spoke of is forgotten with it. */
export function withdrawEndorsement(
  concern: Concern,
  { organisationId }: { readonly organisationId: string },
  particulars: ConcernParticulars,
): ConcernDecision {
  if (!concern.endorsements.some((endorsement) => endorsement.organisationId === organisationId))
    throw new NotPartOfConcern();
  handling.require(concern.status, 'withdrawEndorsement');
  const left = Object.entries(particulars.peopleAffected ?? {}).filter(([id]) => id !== organisationId);
  return {
    events: [concernEvents.endorsementWithdrawn.of({ organisationId })],
    particulars: { peopleAffected: Object.fromEntries(left) },
  };
}
