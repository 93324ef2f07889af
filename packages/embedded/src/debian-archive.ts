import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { neededBy, parseDependencies } from './debian-dependencies.ts';
import { runCommand } from './run-command.ts';

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

export type Progress = (text: string) => void;

export interface ArchiveOptions {
  /** Where apt keeps its lists and downloads. */
  readonly folder: string;
  /** Debian's release by its code name; the machine itself may run another one. */
  readonly suite: string;
  readonly onProgress: Progress;
}

/**
 * Debian's archive, reached through the machine's own mirror but with apt folders of our own: nothing of the host is
 * changed, so an ordinary user may do it.
 */
export interface DebianArchive {
  /** The version that would be installed. */
  versionOf(name: string): Promise<string>;
  /** Downloads packages and gives the files; with dependencies, all but what is `without` and only needed by that. */
  download(names: readonly string[], options: { dependencies: 'none' | Without }): Promise<string[]>;
}

/** Names of packages to be left out. */
export interface Without {
  readonly without: readonly RegExp[];
}

/** Package lists are read again after this: the engine, the broker and their retries share one reading. */
const LISTS_ARE_FRESH_MS = 10 * 60_000;

export async function openDebianArchive({ folder, suite, onProgress }: ArchiveOptions): Promise<DebianArchive> {
  // What an interrupted download left is not trusted, and would not be listed by apt as still to come.
  await rm(join(folder, 'archives'), { recursive: true, force: true });
  await mkdir(join(folder, 'lists/partial'), { recursive: true });
  await mkdir(join(folder, 'archives/partial'), { recursive: true });
  await writeFile(join(folder, 'status'), '');
  const signedBy = (await exists(KEYRING)) ? ` [signed-by=${KEYRING}]` : '';
  await writeFile(join(folder, 'sources.list'), `deb${signedBy} ${await mirrorOfThisMachine()} ${suite} main\n`);

  const options = [
    `Dir::Etc::sourcelist=${join(folder, 'sources.list')}`,
    'Dir::Etc::sourceparts=-',
    `Dir::State::Lists=${join(folder, 'lists')}`,
    `Dir::State::status=${join(folder, 'status')}`,
    `Dir::Cache=${folder}`,
    // Root's apt would change to a user who may not write here; others are left as they are.
    'APT::Sandbox::User=root',
    'Acquire::Retries=3',
  ].flatMap((option) => ['-o', option]);
  const archives = join(folder, 'archives');
  const apt = (program: 'apt-get' | 'apt-cache', ...args: string[]): Promise<string> =>
    runCommand(program, [...options, '-qq', ...args], { cwd: archives, env: { ...process.env, LC_ALL: 'C.UTF-8' } });

  const stamp = join(folder, 'lists-read');
  if ((await ageMs(stamp)) > LISTS_ARE_FRESH_MS) {
    onProgress(`reading the package lists of Debian ${suite}`);
    await apt('apt-get', 'update');
    await writeFile(stamp, '');
  }

  const withDependencies = async (names: readonly string[], { without }: Without): Promise<string[]> => {
    const installing = ['--print-uris', '--no-install-recommends', '--yes', 'install', ...names];
    const among = parseUris(await apt('apt-get', ...installing)).map(({ name }) => name);
    const needs = parseDependencies(await apt('apt-cache', 'depends', '--important', ...among));
    return neededBy(names, { needs, among, without });
  };

  return {
    async versionOf(name) {
      const version = /^Version: (.+)$/m.exec(await apt('apt-cache', 'show', '--no-all-versions', name))?.[1];
      if (version === undefined) throw new Error(`Debian ${suite} has no package ${name} for this machine.`);
      return version;
    },

    async download(names, { dependencies }) {
      const target = ['download', ...(dependencies === 'none' ? names : await withDependencies(names, dependencies))];
      const wanted = parseUris(await apt('apt-get', '--print-uris', ...target));
      const total = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
      const stopReporting = reportGrowth(archives, { total, onProgress });
      try {
        await apt('apt-get', ...target);
      } finally {
        stopReporting();
      }
      return wanted.map(({ file }) => join(archives, file));
    },
  };
}

/** Unpacks packages into a folder, two at a time, without running anything of theirs. */
export async function unpack(files: readonly string[], root: string): Promise<void> {
  const waiting = [...files];
  const lane = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      await runCommand('dpkg', ['-x', file, root]);
      await rm(file);
    }
  };
  await Promise.all([lane(), lane()]);
}

/** The code name of the Debian that this machine runs. */
export async function suiteOfThisMachine(): Promise<string> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const codename = /^VERSION_CODENAME=(.+)$/m.exec(release)?.[1];
  if (!/^ID=debian$/m.test(release) || codename === undefined)
    throw new Error('this machine does not run a Debian release');
  return codename;
}

/** apt itself is asked, so that every form of its configuration is understood. */
async function mirrorOfThisMachine(): Promise<string> {
  const suites = new Set([await suiteOfThisMachine(), 'stable', 'oldstable', 'testing', 'unstable', 'sid']);
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
  const targets = await runCommand('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  for (const line of targets.split('\n')) {
    const [address, suite = '', component] = line.split(' ');
    if (address && component === 'main' && suites.has(suite)) return address;
  }
  throw new Error("no Debian mirror was found among the machine's apt sources");
}

function parseUris(output: string): { name: string; file: string; bytes: number }[] {
  return [...output.matchAll(/^'[^']+' (([^\s_]+)_\S+) (\d+)/gm)].map(([, file = '', name = '', bytes = '0']) => ({
    name,
    file,
    bytes: Number(bytes),
  }));
}

const MEGABYTE = 1_000_000;

function reportGrowth(folder: string, { total, onProgress }: { total: number; onProgress: Progress }): () => void {
  const report = async (): Promise<void> => {
    const done = await sizeOfDebs(folder);
    onProgress(`downloading packages: ${Math.round(done / MEGABYTE)} of ${Math.round(total / MEGABYTE)} MB`);
  };
  void report();
  const timer = setInterval(() => void report(), 2000);
  return () => clearInterval(timer);
}

async function sizeOfDebs(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = names
    .filter((name) => name.endsWith('.deb'))
    .map((name) => stat(join(folder, name)).catch(() => undefined));
  return (await Promise.all(sizes)).reduce((sum, file) => sum + (file?.size ?? 0), 0);
}

async function ageMs(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
