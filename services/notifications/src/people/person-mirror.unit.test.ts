import { personEvents as events, type PersonEvent } from '@throughline/contracts';
import { recorded } from '@throughline/testing';
import { type PersonMirror, projectPerson } from './person-mirror.ts';

const [organisationId, forumId] = ['org_00000000000000000000000001', 'frm_00000000000000000000000001'];
const officer = events.roleGranted.of({ roleId: 'rol_00000000000000000000000001', role: 'officer', organisationId });
const chair = events.roleGranted.of({ roleId: 'rol_00000000000000000000000002', role: 'chair', forumId });
const told = (...list: readonly PersonEvent[]) =>
  recorded(
    'per_00000000000000000000000001',
    list.map((event) => ({ event })),
  ).reduce<PersonMirror | undefined>(projectPerson, undefined);

describe('what is kept of a person', () => {
  it('is nothing but roles, and for whom', () => {
    expect(told(officer, chair)).toEqual({
      hasLeft: false,
      roles: [
        { id: 'rol_00000000000000000000000001', role: 'officer', organisationId },
        { id: 'rol_00000000000000000000000002', role: 'chair' },
      ],
    });
  });

  it('forgets a role that has ended, and remembers that somebody has left', () => {
    const ended = events.roleEnded.of({ ...events.roleEnded.example, roleId: 'rol_00000000000000000000000001' });
    expect(told(officer, chair, ended)?.roles.map(({ role }) => role)).toEqual(['chair']);
    expect(told(officer, events.left.of({ ...events.left.example }))?.hasLeft).toBe(true);
  });
});
