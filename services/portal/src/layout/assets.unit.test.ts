import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { loadAssets } from './assets.ts';

const assets = loadAssets(join(import.meta.dirname, '../../assets'));

it('a name holds the hash of its content and leads to it', () => {
  const url = assets.url('throughline.css');
  expect(url).toMatch(/^\/assets\/throughline\.[0-9a-f]{10}\.css$/);
  expect(assets.at(url)?.type).toContain('text/css');
  expect(assets.at('/assets/throughline.css')).toBeUndefined();
});

it('nothing of the Crown’s leaves this machine: neither its typeface nor its crest', () => {
  const css = assets.at(assets.url('govuk-frontend.css'))?.body ?? '';
  expect(css).toContain('Arial,Helvetica');
  expect(css).not.toMatch(/@font-face|GDS Transport|crest|url\(/);
});

it('the page’s script finds govuk-frontend under its hashed name', () => {
  const script = assets.at(assets.url('throughline.js'))?.body ?? '';
  const imported = /from '([^']+)'/.exec(script)?.[1] ?? '';
  expect(assets.at(imported)?.body).toContain('createAll');
});
