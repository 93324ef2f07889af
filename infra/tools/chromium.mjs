import { spawnSync } from 'node:child_process';

const found = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;

/** Pages are tested in a real browser. Root gets Debian's; anybody else is told what to install, and the page tests say so. */
export function ensureChromium() {
  if (found('chromium') || process.env.CHROMIUM_PATH) return;
  if (process.getuid?.() !== 0 || !found('apt-get')) {
    console.error('The page tests need Chromium: install Debian’s package `chromium`, or set CHROMIUM_PATH.');
    return;
  }
  console.log('Installing Chromium from Debian’s packages for the page tests (once, about 30 seconds) …');
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  const { status } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  if (status !== 0) console.error('Chromium could not be installed (the reason is above); the page tests will fail.');
}
