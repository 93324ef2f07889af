import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Installed, installAtomically, installedIn, lockCache } from './cache-folder.ts';
import { type DebianArchive, openDebianArchive, type Progress, suiteOfThisMachine, unpack } from './debian-archive.ts';
import { createTemplate } from './documentdb-template.ts';
import { reasonOf } from './embedded.errors.ts';
import { findOnPath } from './find-on-path.ts';
import { runCommand } from './run-command.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';

/** The suite that has DocumentDB and a current nats-server; the machine itself may run an older one. */
const SUITE = 'forky';
/** The versions this was tested with; newer ones are tried and named. */
const TESTED = { 'postgresql-18-documentdb': '1.0', 'nats-server': '2.15.1' } as const;
/** Raised when the layout of an installed folder changes, so that an older one is left alone. */
const LAYOUT = 2;

/**
 * Bash and coreutils for PostgreSQL's own shell calls, libc-bin for ldconfig and ldd, util-linux for setpriv where there
 * is only chroot.
 */
const ENGINE_PACKAGES = [
  'postgresql-18-documentdb',
  'postgresql-18-postgis-3-scripts',
  'bash',
  'coreutils',
  'libc-bin',
  'util-linux',
];

/**
 * Rasters, solids and map projections' grids, and what only install scripts and system services need: 85 of 149 MB.
 * Whether anything is missing after all is asked of the loader (`isWhole`).
 */
const UNUSED_PACKAGES = [
  /^lib(gdal|sfcgal)/,
  /^proj-data$/,
  /^(postgresql|postgresql-client)-common$/,
  /^(lib)?perl/,
  /^(systemd|locales|debconf|ucf|adduser|passwd|procps|openssl|ssl-cert|login)/,
];

export interface Engine {
  readonly installed: Installed;
  readonly sandbox: Sandbox;
  /** A fresh data folder with the extensions in it, to be copied. */
  readonly template: string;
}

/** DocumentDB on PostgreSQL, from the cache or, the first time, from Debian (65 MB, about 25 s). */
export async function installDocumentDb(cacheDir: string, onProgress: Progress): Promise<Engine> {
  const folder = join(cacheDir, `documentdb-${LAYOUT}`);
  const root = join(folder, 'root');
  if (!(await installedIn(folder))) {
    await withCacheLock(cacheDir, onProgress, async (archive) => {
      if (await installedIn(folder)) return;
      await installAtomically(folder, (draft) => buildEngine(draft, { archive, cacheDir, onProgress }));
    });
  }
  const installed = await installedIn(folder);
  if (!installed) throw new Error(`the engine in ${folder} vanished while it was being used`);
  return {
    installed,
    sandbox: await openSandbox(root, await bubblewrapFrom(cacheDir)),
    template: join(folder, 'template'),
  };
}

/** nats-server, from the cache or from Debian (6 MB). It is one static binary and needs no sandbox. */
export async function installNats(cacheDir: string, onProgress: Progress): Promise<string> {
  const folder = join(cacheDir, `nats-server-${LAYOUT}`);
  if (!(await installedIn(folder))) {
    await withCacheLock(cacheDir, onProgress, async (archive) => {
      if (await installedIn(folder)) return;
      await installAtomically(folder, async (draft) => {
        const version = await testedVersion('nats-server', archive, onProgress);
        await unpack(await archive.download(['nats-server'], { dependencies: 'none' }), draft);
        return { 'nats-server': version };
      });
    });
  }
  return join(folder, 'usr/sbin/nats-server');
}

async function withCacheLock(
  cacheDir: string,
  onProgress: Progress,
  install: (archive: DebianArchive) => Promise<void>,
): Promise<void> {
  const lock = await lockCache(cacheDir, (pid) =>
    onProgress(`waiting for the installation that process ${pid ?? '(unknown)'} is doing`),
  );
  try {
    await install(await openDebianArchive({ folder: join(cacheDir, 'apt'), suite: SUITE, onProgress }));
  } finally {
    await lock.release();
  }
}

interface Building {
  readonly archive: DebianArchive;
  readonly cacheDir: string;
  readonly onProgress: Progress;
}

async function buildEngine(draft: string, { archive, cacheDir, onProgress }: Building): Promise<Installed> {
  const version = await testedVersion('postgresql-18-documentdb', archive, onProgress);
  const root = join(draft, 'root');
  await layOutRoot(root);
  const bubblewrap = installBubblewrap(cacheDir, onProgress);
  const fill = async (without: readonly RegExp[]): Promise<void> => {
    const packages = await archive.download(ENGINE_PACKAGES, { dependencies: { without } });
    onProgress('unpacking the database engine');
    await unpack(packages, root);
    await finishRoot(root);
  };
  await fill(UNUSED_PACKAGES);
  await bubblewrap;
  let sandbox = await openSandbox(root, await bubblewrapFrom(cacheDir));
  if (!(await isWhole(sandbox))) {
    onProgress('warning: a library is missing that was not needed so far; fetching everything that Debian would');
    await fill([]);
    sandbox = await openSandbox(root, await bubblewrapFrom(cacheDir));
  }
  await sandbox.run(['/sbin/ldconfig']);
  onProgress('preparing an empty database');
  await createTemplate(sandbox, join(draft, 'template'));
  return { 'postgresql-18-documentdb': version };
}

/** Debian merged /bin and the like into /usr; packages unpacked by hand need the links first. */
async function layOutRoot(root: string): Promise<void> {
  for (const folder of ['usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64', 'etc', 'tmp', 'dev', 'proc', 'data']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) await symlink(`usr/${folder}`, join(root, folder));
}

/** Whether the loader finds every library of the programs and modules that are used. */
async function isWhole(sandbox: Sandbox): Promise<boolean> {
  const modules = '/usr/lib/postgresql/18';
  const used = `${modules}/bin/{postgres,initdb,psql,pg_isready} ${modules}/lib/{pg_documentdb*,pg_cron,rum,vector,postgis-3}.so`;
  return sandbox.run(['/usr/bin/bash', '-c', `ldd ${used}`]).then(
    (found) => !found.includes('not found'),
    () => false,
  );
}

/** What the packages' own install scripts would have done; none of them is run. */
async function finishRoot(root: string): Promise<void> {
  await runCommand('ln', ['-sf', 'bash', join(root, 'usr/bin/sh')]);
  await runCommand('ln', ['-sf', 'postgis-3.control', join(root, 'usr/share/postgresql/18/extension/postgis.control')]);
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0::/:/bin/sh\npostgres:x:5432:5432::/:/bin/sh\n');
  await writeFile(join(root, 'etc/group'), 'root:x:0:\npostgres:x:5432:\n');
  // DocumentDB may call itself back over "localhost".
  await writeFile(join(root, 'etc/hosts'), '127.0.0.1 localhost\n');
}

/** From the host's own suite, because it runs on the host's libraries. */
async function installBubblewrap(cacheDir: string, onProgress: Progress): Promise<void> {
  const folder = join(cacheDir, `bubblewrap-${LAYOUT}`);
  if ((await findOnPath('bwrap')) || (await installedIn(folder))) return;
  onProgress('fetching bubblewrap');
  // Without it chroot may still do; whether anything does is found out, and told, by openSandbox.
  await installAtomically(folder, async (draft) => {
    const archive = await openDebianArchive({
      folder: join(cacheDir, 'apt-of-this-machine'),
      suite: await suiteOfThisMachine(),
      onProgress,
    });
    await unpack(await archive.download(['bubblewrap'], { dependencies: 'none' }), draft);
    return { bubblewrap: await archive.versionOf('bubblewrap') };
  }).catch((error: unknown) => onProgress(`bubblewrap could not be fetched: ${reasonOf(error)}`));
}

async function bubblewrapFrom(cacheDir: string): Promise<string | undefined> {
  const folder = join(cacheDir, `bubblewrap-${LAYOUT}`);
  return (await findOnPath('bwrap')) ?? ((await installedIn(folder)) ? join(folder, 'usr/bin/bwrap') : undefined);
}

async function testedVersion(name: keyof typeof TESTED, archive: DebianArchive, onProgress: Progress): Promise<string> {
  const version = await archive.versionOf(name);
  const upstream = version.replace(/^\d+:/, '');
  if (!upstream.startsWith(TESTED[name])) {
    onProgress(`warning: Debian now has ${name} ${upstream}; ${TESTED[name]} is what was tested`);
  }
  return version;
}
