import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const rowsOf = (path: string) => read(path).matchAll(/^\| (\d+) \|(.*)\|$/gm);

const table = [...rowsOf('docs/faults.md')].map(([, row, cells = '']) => ({
  row: Number(row),
  state: cells.split('|')[0]?.trim(),
  tests: [...cells.matchAll(/\[([^\]]+)\]\(\.\.\/([^)]+)\)/g)].map(([, title = '', file = '']) => ({ title, file })),
}));
const isTitleIn = (source: string, title: string) =>
  ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));

describe('docs/faults.md', () => {
  it('has every row of the design once, in its order', () => {
    const designed = [...rowsOf('docs/design/faults.md')].map(([, row]) => Number(row));
    expect(designed.length).toBeGreaterThan(0);
    expect(table.map(({ row }) => row)).toEqual(designed);
  });

  it('names tests for a row exactly where it says that there are some', () => {
    const withTests = ['held', 'part'];
    const without = ['none found', 'not surveyed'];
    const wrong = table.filter(({ state = '', tests }) => !(tests.length > 0 ? withTests : without).includes(state));
    expect(wrong).toEqual([]);
  });

  it('names no test that its file does not have', () => {
    const named = table.flatMap(({ row, tests }) => tests.map((test) => ({ row, ...test })));
    expect(named.filter(({ file, title }) => !isTitleIn(read(file), title))).toEqual([]);
  });
});
