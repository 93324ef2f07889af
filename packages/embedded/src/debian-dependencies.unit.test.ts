import { expect, it } from '@jest/globals';
import { neededBy, parseDependencies } from './debian-dependencies.ts';

const PRINTED = `engine
  PreDepends: libc
 |Depends: shell
  Depends: other-shell
  Depends: maps
  Depends: <terminal-database>
    terminfo
    termcap
libc
maps
  Depends: libc:any
  Depends: pictures
pictures
  Depends: films
`;

it('reads pre-dependencies, alternatives, providers of virtual packages and architecture qualifiers', () => {
  expect(Object.fromEntries(parseDependencies(PRINTED))).toEqual({
    engine: ['libc', 'shell', 'other-shell', 'maps', 'terminal-database', 'terminfo', 'termcap'],
    libc: [],
    maps: ['libc', 'pictures'],
    pictures: ['films'],
  });
});

const needs = parseDependencies(PRINTED);
const among = ['engine', 'libc', 'shell', 'maps', 'pictures', 'films', 'terminfo'];

it('takes what apt chose of that, and nothing that is not needed', () => {
  expect(neededBy(['engine'], { needs, among: [...among, 'games'], without: [] }).sort()).toEqual([...among].sort());
});

it('leaves out what only a package that is left out needs', () => {
  expect(neededBy(['engine'], { needs, among, without: [/^pictures/] }).sort()).toEqual(
    ['engine', 'libc', 'maps', 'shell', 'terminfo'].sort(),
  );
});

it('ends on packages that need each other', () => {
  const circle = parseDependencies('a\n  Depends: b\nb\n  Depends: a\n');
  expect(neededBy(['a'], { needs: circle, among: ['a', 'b'], without: [] })).toEqual(['a', 'b']);
});
