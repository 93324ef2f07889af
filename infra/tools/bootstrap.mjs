// Runs under whatever Node the machine has (20 or later), uses nothing but its own modules, and hands over to the
// project's Node 24. Everything it fetches comes through the machine's own npm configuration.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(dirname(new URL(import.meta.url).pathname), '../..');
const toolchain = join(root, '.toolchain');
const platform = `${process.platform}-${process.arch}`;
// The lock pins both tools by content; it names no address, so every machine asks its own registry.
const pinned = ['package.json', 'package-lock.json'].map((name) => join(root, 'infra/toolchain', name));
const stamp = `${createHash('sha256').update(readFileSync(pinned[1])).digest('hex')} ${platform}`;
const stampFile = join(toolchain, 'ready');
const [script, ...scriptArguments] = process.argv.slice(2);

const fail = (message) => {
  console.error(`\n${message}\n`);
  process.exit(1);
};
const isReady = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Two bootstraps at once would install over each other: a folder is the lock, its owner's pid tells a dead one. */
async function withLock(work) {
  const lock = join(root, '.toolchain.lock');
  for (;;) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`Cannot write into ${root}: ${error.message}`);
      const owner = existsSync(join(lock, 'pid')) ? Number(readFileSync(join(lock, 'pid'), 'utf8')) : undefined;
      if (owner && !isAlive(owner)) rmSync(lock, { recursive: true, force: true });
      else await sleep(200);
    }
  }
  writeFileSync(join(lock, 'pid'), String(process.pid));
  try {
    await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function installToolchain() {
  if (!['linux-x64', 'linux-arm64'].includes(platform))
    fail(`Throughline brings its own Node for Linux on x64 and arm64; this machine is ${platform}.`);
  console.log('Fetching Node 24 and pnpm into .toolchain (once, about 15 seconds) …');
  rmSync(toolchain, { recursive: true, force: true });
  mkdirSync(toolchain);
  for (const file of pinned) copyFileSync(file, join(toolchain, basename(file)));
  const flags = [
    '--ignore-scripts',
    '--omit-lockfile-registry-resolved',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const { status } = spawnSync('npm', ['install', '--prefix', toolchain, ...flags], { stdio: 'inherit' });
  // A package whose content is not the pinned one is left out by npm without a word.
  const missing = ['node', 'pnpm'].filter((tool) => !existsSync(join(toolchain, 'node_modules/.bin', tool)));
  if (status !== 0 || missing.length > 0)
    fail(
      `The tools could not be fetched: npm install for infra/toolchain ${missing.length > 0 ? `left out ${missing.join(' and ')}` : 'failed (its reason is above)'}.\n` +
        'Throughline needs the npm registry once. Check the network and `npm config get registry`, then run the same command again.',
    );
  writeFileSync(stampFile, stamp);
}

function environment() {
  const kept = new Set(['npm_config_registry', 'npm_config_cache', 'npm_config_userconfig', 'npm_config_globalconfig']);
  const own = Object.entries(process.env).filter(
    ([name]) => (!name.startsWith('npm_') || kept.has(name)) && name !== 'NODE' && name !== 'INIT_CWD',
  );
  const path = [join(toolchain, 'node_modules/.bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(
    delimiter,
  );
  return { ...Object.fromEntries(own), PATH: path, NODE: join(toolchain, 'node_modules/.bin/node') };
}

function installDependencies(env) {
  const flags = ['--config.minimumReleaseAge=0', '--prefer-offline', '--reporter=append-only', '--loglevel=warn'];
  const { status } = spawnSync('pnpm', ['install', '--frozen-lockfile', ...flags], {
    cwd: root,
    env: { ...env, CI: 'true' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0)
    fail('The dependencies could not be installed (the reason is above). Check the network, then run it again.');
}

/** Commit hooks run the fast gates; a checkout without git, and CI, have no use for them. */
function installHooks(env) {
  if (process.env.CI || !existsSync(join(root, '.git/HEAD')) || existsSync(join(root, '.git/hooks/pre-commit'))) return;
  spawnSync('lefthook', ['install'], { cwd: root, env, stdio: 'ignore' });
}

/** What needs a database gets it fetched meanwhile; told by the channel, it ends with this process. */
function fetchEngines(env) {
  if (!['start', 'test', 'bench', 'soak'].includes(basename(script, '.mjs'))) return;
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'];
  spawn(env.NODE, [join(root, 'packages/embedded/src/install-cli.ts')], { cwd: root, env, stdio });
}

await withLock(async () => {
  if (!isReady()) installToolchain();
  fetchEngines(environment());
  installDependencies(environment());
  installHooks(environment());
});
const env = environment();
const child = spawn(env.NODE, [join(root, script), ...scriptArguments], { cwd: root, env, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
