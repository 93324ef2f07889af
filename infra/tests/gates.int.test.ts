import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const configuration = [
  'biome.json',
  '.oxlintrc.json',
  '.dependency-cruiser.mjs',
  'knip.json',
  'tsconfig.base.json',
  '.gitignore',
];
const bin = (tool: string) => join(root, 'node_modules/.bin', tool);
const sound = {
  'package.json': JSON.stringify({ name: 'seeded', type: 'module', private: true }),
  'pnpm-workspace.yaml': 'packages: [packages/*, services/*]\n',
  'tsconfig.json': JSON.stringify({ files: [], references: [{ path: 'packages/kernel' }] }),
  'packages/kernel/package.json': JSON.stringify({
    name: '@seeded/kernel',
    type: 'module',
    exports: { '.': { 'throughline-source': './src/index.ts' } },
  }),
  'packages/kernel/tsconfig.json': JSON.stringify({
    extends: '../../tsconfig.base.json',
    compilerOptions: { rootDir: 'src', outDir: 'dist', types: [] },
    include: ['src'],
  }),
  'packages/kernel/src/index.ts': "export { later } from './later.ts';\n",
  'packages/kernel/src/later.ts':
    '/** Soon. */\nexport async function later(): Promise<number> {\n  return await Promise.resolve(1);\n}\n',
};

/** A small workspace under the project's own configuration, with these files more. */
function workspace(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-gates-'));
  for (const name of configuration) cpSync(join(root, name), join(folder, name));
  for (const [name, text] of Object.entries({ ...sound, ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  spawnSync('git', ['init', '-q'], { cwd: folder });
  return folder;
}

function gate(command: readonly [string, ...string[]], files: Record<string, string>) {
  const folder = workspace(files);
  try {
    const [tool, ...parameters] = command;
    const { status, stdout, stderr } = spawnSync(bin(tool), parameters, { cwd: folder, encoding: 'utf8' });
    return { status, output: `${stdout}${stderr}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const format = ['biome', 'ci', 'packages/kernel/src'] as const;
const types = ['tsc', '-b'] as const;
const lint = ['oxlint', '--type-aware', '--deny-warnings', 'packages'] as const;
const boundaries = ['depcruise', 'packages', 'services', '--config', '.dependency-cruiser.mjs'] as const;
const unused = ['knip', '--include', 'exports,files', '--no-config-hints'] as const;
const service = (name: string) => ({
  [`services/${name}/package.json`]: JSON.stringify({ name: `@seeded/${name}`, type: 'module' }),
});

describe('every gate lets sound code pass and stops a seeded fault', () => {
  it.each([
    ['format', format, { 'packages/kernel/src/later.ts': 'export const  later = ( ) => 1\n' }, /format|Formatter/],
    ['types', types, { 'packages/kernel/src/later.ts': 'export const later: number = "one";\n' }, /TS2322/],
    ['types', types, { 'packages/kernel/src/later.ts': 'export enum later { one }\n' }, /TS1294/],
    [
      'lint',
      lint,
      { 'packages/kernel/src/other.ts': "import { later } from './later.ts';\n\nlater();\n" },
      /no-floating-promises/,
    ],
    [
      'boundaries',
      boundaries,
      {
        ...service('one'),
        ...service('two'),
        'services/one/src/main.ts': "import '../../two/src/main.ts';\n",
        'services/two/src/main.ts': 'export {};\n',
      },
      /no-service-to-service/,
    ],
    [
      'boundaries',
      boundaries,
      {
        ...service('one'),
        'services/one/src/main.ts': 'export {};\n',
        'packages/kernel/src/later.ts': "import '../../../services/one/src/main.ts';\nexport const later = 1;\n",
      },
      /no-package-to-service/,
    ],
    [
      'boundaries',
      boundaries,
      {
        ...service('one'),
        'services/one/src/concerns/concern.ts': "import 'mongoose';\n",
        'packages/kernel/package.json': sound['packages/kernel/package.json'],
      },
      /pure-decisions|mongoose-stays-in-adapters/,
    ],
    ['unused code', unused, { 'packages/kernel/src/forgotten.ts': 'export const forgotten = 1;\n' }, /forgotten/],
  ] as const)('%s: %j', (_gate, command, fault, says) => {
    const seeded = gate(command, fault as unknown as Record<string, string>);
    expect(seeded.output).toMatch(says);
    expect(seeded.status).not.toBe(0);
  });

  it.each([
    ['format', format],
    ['types', types],
    ['lint', lint],
    ['boundaries', boundaries],
    ['unused code', unused],
  ] as const)('%s passes sound code', (_gate, command) => {
    const { status, output } = gate(command, {
      ...service('one'),
      'services/one/src/main.ts': 'export {};\n',
    });
    expect({ status, output }).toMatchObject({ status: 0 });
  });
});
