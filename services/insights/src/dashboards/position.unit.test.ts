import { BadCursor } from '@throughline/persistence';
import { decodePosition, encodePosition } from './position.ts';

const rows = [
  { nextDue: '2026-11-05', _id: 'con_1' },
  { nextDue: '2026-11-10', _id: 'con_0' },
  { nextDue: '2026-11-10', _id: 'con_2' },
];

describe('a position on a dashboard', () => {
  it.each(rows.map((row, index) => [index, row] as const))('leads back to row %i', (index, row) => {
    expect(decodePosition(encodePosition(row), rows)).toBe(index);
  });

  it('leads to what follows where its concern is not open any more', () => {
    expect(decodePosition(encodePosition({ nextDue: '2026-11-10', _id: 'con_1' }), rows)).toBe(2);
    expect(decodePosition(encodePosition({ nextDue: '2026-12-01', _id: 'con_1' }), rows)).toBe(3);
  });

  it.each(['', 'nonsense', Buffer.from('["x","y"]').toString('base64url'), Buffer.from('{}').toString('base64url')])(
    'is refused where it is none: %p',
    (cursor) => {
      expect(() => decodePosition(cursor, rows)).toThrow(BadCursor);
    },
  );
});
