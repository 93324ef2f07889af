import { type ConcernEvent, concernEvents as events } from '@throughline/contracts';
import { idPattern } from '@throughline/kernel';
import { recorded } from '@throughline/testing';
import { tellingsOf } from './telling.ts';
import { tellingId } from './telling-id.ts';

const concernId = 'con_00000000000000000000000001';
const submitter = 'org_00000000000000000000000002';
const housing = 'org_00000000000000000000000003';
const referralId = 'ref_00000000000000000000000004';
const mirror = { reference: 'NMF-2026-0001', submitterId: submitter, institutions: [housing] };

const told = (event: ConcernEvent, concern: Parameters<typeof tellingsOf>[1] = mirror) =>
  recorded(concernId, [{ event }]).flatMap((each) => tellingsOf(each, concern));

describe('whom an event concerns', () => {
  it('tells the officers of the institution of a referral', () => {
    const referred = events.referred.of({
      referralId,
      institutionId: housing,
      asks: [1],
      acknowledgementDue: '2026-11-10',
      answerDue: '2026-12-01',
    });
    expect(told(referred)).toEqual([
      {
        kind: 'referral-received',
        webhook: 'concern.referred',
        organisationId: housing,
        roles: ['officer'],
        about: { concernId, referralId },
      },
    ]);
  });

  it('tells the submitter of the conclusion, and each institution that was asked', () => {
    const concluded = events.concluded.of({ by: 'verdict', missing: [] });
    expect(told(concluded).map(({ organisationId, webhook }) => [organisationId, webhook])).toEqual([
      [submitter, 'concern.concluded'],
      [housing, 'concern.concluded'],
    ]);
  });

  it('tells nobody where nobody is named', () => {
    const published = events.answerPublished.of(events.answerPublished.example);
    expect(told(published)).toHaveLength(1);
    expect(told(published, { reference: 'NMF-2026-0001', institutions: [] })).toEqual([]);
  });

  it('tells nobody of anything else', () => {
    expect(told(events.acknowledged.of({}))).toEqual([]);
  });
});

describe('the id of what one event tells one recipient', () => {
  it('is always the same, and another for anybody else', () => {
    expect(tellingId('event-1', 'per_1')).toBe(tellingId('event-1', 'per_1'));
    expect(tellingId('event-1', 'per_1')).not.toBe(tellingId('event-1', 'per_2'));
    expect(tellingId('event-1', 'per_1')).not.toBe(tellingId('event-2', 'per_1'));
    expect(tellingId('event-1', 'per_1')).toMatch(idPattern('ntc'));
  });
});
