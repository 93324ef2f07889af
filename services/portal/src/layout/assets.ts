import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';

const require = createRequire(import.meta.url);

const typeByExtension: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

interface Asset {
  readonly body: string;
  readonly type: string;
}

/** What pages need beside HTML. A name holds the hash of its content, so it may be cached for ever. */
export interface Assets {
  /** The address of `throughline.css`: `/assets/throughline.1a2b3c4d5e.css`. Throws for a name that is not there. */
  readonly url: (name: string) => string;
  /** The asset at an address, as pages name it. */
  readonly at: (path: string) => Asset | undefined;
}

/** Where govuk-frontend's own files lie; its templates are looked up from the folder above. */
export const govukFolder = (): string => dirname(require.resolve('govuk-frontend'));

/** The licence keeps GDS Transport and the crest for GOV.UK services: neither leaves this machine. */
const withoutCrownProperty = (css: string): string =>
  css
    .replaceAll(/@font-face\s*\{[^}]*\}/g, '')
    .replaceAll(/["']?GDS Transport["']?\s*,\s*arial/gi, 'Arial,Helvetica')
    .replaceAll(/url\([^)]*govuk-crest\.svg[^)]*\)/g, 'none')
    .replaceAll(/\/\*# sourceMappingURL=.*?\*\//g, '');

export function loadAssets(folder: string): Assets {
  const byPath = new Map<string, Asset>();
  const urls = new Map<string, string>();
  const add = (name: string, body: string) => {
    const extension = extname(name);
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
    const url = `/assets/${name.slice(0, -extension.length)}.${hash}${extension}`;
    byPath.set(url, { body, type: typeByExtension[extension] ?? 'application/octet-stream' });
    urls.set(name, url);
  };
  const url = (name: string) => {
    const found = urls.get(name);
    if (!found) throw new RangeError(`no asset ${name}`);
    return found;
  };

  const govuk = (name: string) => readFileSync(join(govukFolder(), name), 'utf8');
  add('govuk-frontend.css', withoutCrownProperty(govuk('govuk-frontend.min.css')));
  add('govuk-frontend.js', govuk('govuk-frontend.min.js').replace(/\/\/# sourceMappingURL=.*/, ''));
  for (const name of readdirSync(folder)) {
    const body = readFileSync(join(folder, name), 'utf8');
    add(name, body.replaceAll('./govuk-frontend.js', url('govuk-frontend.js')));
  }
  return { url, at: (path) => byPath.get(path) };
}
