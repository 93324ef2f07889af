import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The browser that CHROMIUM_PATH names, else the one on the PATH. Throws an error that says what to install. */
export function findChromium(path = process.env['PATH'] ?? '', named = process.env['CHROMIUM_PATH']): string {
  if (named) return named;
  const candidates = path
    .split(delimiter)
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)));
  for (const candidate of candidates) {
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch (error) {
      if (!['ENOENT', 'EACCES', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  throw new Error('No Chromium on the PATH. Install it: apt-get install -y --no-install-recommends chromium');
}
