import {
  type CatalogueEvent,
  concernEvents as concerns,
  defaultStandards,
  type Envelope,
  forumEvents as forums,
  type IdentityTier,
  organisationEvents as organisations,
  type Visibility,
} from '@throughline/contracts';
import { newId } from '@throughline/kernel';
import { chainOf } from '@throughline/testing';

/** A forum as its owner tells of it. */
export function aForum(code = 'NMF') {
  const id = newId('frm');
  const established = forums.established.of({
    code,
    nation: 'england-and-wales',
    timeZone: 'Europe/London',
    languages: ['en'],
    quorum: 3,
    standards: defaultStandards,
    closureDays: [],
    nameTextId: newId('txt'),
  });
  return { id, events: [chainOf(id)(established)] };
}

/** An organisation with a seat on a forum. */
export function aSeated(forumId: string, to?: string) {
  const id = newId('org');
  const next = chainOf(id);
  const nameTextIds = [{ language: 'en', textId: newId('txt') }];
  const codes = { languages: ['en'], communities: [], themes: [], areas: [] };
  return {
    id,
    events: [
      next(organisations.registered.of({ kind: 'migrant-led', sector: 'community', ...codes, nameTextIds })),
      next(organisations.verified.of({})),
      next(
        organisations.seatTaken.of({
          seatId: newId('sea'),
          forumId,
          role: 'representative',
          from: '2026-01-01',
          ...(to && { to }),
        }),
      ),
    ],
  };
}

interface Submission {
  readonly forumId: string;
  readonly reference: string;
  readonly submitterId?: string;
  readonly identityTier?: IdentityTier;
  readonly category?: string;
  readonly areas?: readonly string[];
  readonly at?: string;
  readonly acknowledgementDue?: string;
}

/** A concern whose events are told one after the other; `texts` are the ids of its words. */
export function aConcern({
  forumId,
  reference,
  submitterId = newId('org'),
  identityTier = 'forum',
  category = 'housing',
  areas = [],
  at = '2026-11-02T16:50:00.000Z',
  acknowledgementDue = '2026-11-05',
}: Submission) {
  const id = newId('con');
  const next = chainOf(id, { forumId });
  const texts = { narrative: newId('txt'), ask: newId('txt'), summary: newId('txt'), triagedAsk: newId('txt') };
  const told: Envelope[] = [];
  const tell = (event: CatalogueEvent, when = at): Envelope => {
    const envelope = next(event, { at: when });
    told.push(envelope);
    return envelope;
  };
  tell(
    concerns.submitted.of({
      reference,
      channel: 'api',
      category,
      asks: [{ number: 1, textId: texts.ask }],
      submitterId,
      submitterKind: 'migrant-led',
      onBehalfOf: {
        peopleConcerned: 14,
        scopes: ['forum', 'institution', 'public-summary'],
        consentVersion: '2026-1',
        givenOn: '2026-11-02',
      },
      identityTier,
      areas: [...areas],
      language: 'en',
      urgent: false,
      narrativeTextId: texts.narrative,
      acknowledgementDue,
      triageDue: '2026-11-16',
    }),
  );
  return {
    id,
    reference,
    submitterId,
    texts,
    told,
    tell,
    triage: (visibility: Visibility = 'public', when = '2026-11-03T09:00:00.000Z') =>
      tell(
        concerns.triaged.of({
          theme: 'basic-rights-and-needs',
          category,
          asks: [{ number: 1, textId: texts.triagedAsk }],
          visibility,
          summaryTextId: texts.summary,
          urgent: false,
        }),
        when,
      ),
    refer: (institutionId: string, answerDue = '2026-12-01', referralId: string = newId('ref')) =>
      tell(
        concerns.referred.of({
          referralId,
          institutionId,
          asks: [1],
          acknowledgementDue: '2026-11-10',
          answerDue,
        }),
        '2026-11-03T09:30:00.000Z',
      ),
  };
}
