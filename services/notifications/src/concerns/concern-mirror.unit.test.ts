import { type ConcernEvent, concernEvents as events } from '@throughline/contracts';
import { recorded } from '@throughline/testing';
import { type ConcernMirror, projectConcern } from './concern-mirror.ts';

const [housing, college] = ['org_00000000000000000000000001', 'org_00000000000000000000000002'];
const submitted = (submitterId?: string) => {
  const { submitterId: _, submitterKind: __, ...anonymous } = events.submitted.example;
  return events.submitted.of({ ...anonymous, ...(submitterId && { submitterId }) });
};
const referred = (institutionId: string) => events.referred.of({ ...events.referred.example, institutionId });
const told = (...list: readonly ConcernEvent[]) =>
  recorded(
    'con_00000000000000000000000001',
    list.map((event) => ({ event })),
  ).reduce<ConcernMirror | undefined>(projectConcern, undefined);

describe('what is kept of a concern', () => {
  it('is its reference, who submitted where that is an organisation, and every institution that was asked once', () => {
    expect(told(submitted(housing), referred(college), referred(housing), referred(college))).toEqual({
      reference: events.submitted.example.reference,
      submitterId: housing,
      institutions: [college, housing],
    });
  });

  it('names nobody where a person or nobody named submitted', () => {
    expect(told(submitted('per_00000000000000000000000001'))).not.toHaveProperty('submitterId');
    expect(told(submitted())).not.toHaveProperty('submitterId');
  });

  it('begins with the submission', () => {
    expect(() => told(referred(college))).toThrow(RangeError);
  });
});
