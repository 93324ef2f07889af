// The documents that are generated: docs/events.md from the compiled catalogue, docs/api/openapi.json from a running gateway.
//   node infra/tools/docs.mjs [--check] [--api http://localhost:8080]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const { values: asked } = parseArgs({ options: { check: { type: 'boolean' }, api: { type: 'string' } } });

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const built = join(root, 'packages/contracts/dist/index.js');
if (!existsSync(built)) fail('The contracts are not compiled: run `npm run build` first.');
const contracts = await import(built);

const named = 'areaCode concernReference decisionNumber eventName fieldName forumCode languageTag timeZone'.split(' ');
const spaced = (name) => name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
const kinds = new Map(named.map((name) => [contracts[name].toJSONSchema().pattern, spaced(name)]));
kinds.set(contracts.sha256Hex.toJSONSchema().pattern, 'hash');
kinds.set(contracts.secretariatOrOrganisation.toJSONSchema().pattern, '`secretariat` or `org_`');
const idForm = /^\^\(\?:([a-z|]+)\)_/;

/** A string's kind as a reader knows it; no string of the catalogue is free text, so each has one. */
function stringKind({ enum: codes, format, pattern = '' }) {
  if (codes) return codes.length > 8 ? `one of ${codes.length} codes` : codes.map((code) => `\`${code}\``).join(' ');
  if (format) return format === 'date' ? 'date' : 'instant';
  const prefixes = idForm.exec(pattern)?.[1];
  return prefixes ? `\`${prefixes.split('|').join('_` or `')}_\`` : (kinds.get(pattern) ?? 'code');
}

function kindOf(schema) {
  if (schema.anyOf) return schema.anyOf.map(kindOf).join(' or ');
  if (schema.type === 'array') return `list of ${kindOf(schema.items)}`;
  if (schema.type === 'object') return `{ ${fieldsOf(schema)} }`;
  return schema.type === 'string' ? stringKind(schema) : schema.type === 'integer' ? 'number' : schema.type;
}

/** `name` kind, …; a question mark where it may be absent. */
function fieldsOf({ properties, required = [] }) {
  const shown = ([name, schema]) => `**${name}**${required.includes(name) ? '' : '?'} ${kindOf(schema)}`;
  return Object.entries(properties).map(shown).join(', ') || '–';
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = ({ name, major, emittedWhen, data, example }) =>
  `| \`${name}\`${major > 1 ? ` v${major}` : ''} | ${cell(emittedWhen)} | ${cell(fieldsOf(data.toJSONSchema({ io: 'output' })))} | \`${cell(JSON.stringify(example))}\` |`;
const titles = ['| event | emitted when | data | example |', '| --- | --- | --- | --- |'];

function tableOf([aggregate, events]) {
  const definitions = Object.values(events);
  const [{ context, stream, source }] = definitions;
  const where = `Stream \`${stream}\`, source \`${source}\`, subjects \`evt.${context}.${aggregate}.<event>.v<major>\`.`;
  return [`## ${aggregate}`, '', where, '', ...titles, ...definitions.map(row), ''].join('\n');
}

function eventsDocument() {
  const tables = Object.entries(contracts.eventsOfAggregate).map(tableOf);
  return `# Events

Generated from \`packages/contracts\` by \`node infra/tools/docs.mjs\`; do not edit. Types are \`org.throughline.<aggregate>.<event>.v<major>\`,
the envelope is CloudEvents 1.0 ([design](design/events.md)). A question mark stands by what may be absent; \`txt_\` points at words,
which stay with their owner. Examples are fictional and parsed by \`packages/contracts/src/catalogue.unit.test.ts\`.

${tables.join('\n')}`;
}

const eventsFile = join(root, 'docs/events.md');
const events = eventsDocument();
if (asked.check) {
  if (!existsSync(eventsFile) || readFileSync(eventsFile, 'utf8') !== events)
    fail('docs/events.md is out of date: run `node infra/tools/docs.mjs`.');
} else writeFileSync(eventsFile, events);

if (asked.api) {
  const answer = await fetch(new URL('/openapi.json', asked.api));
  const document = await answer.json();
  if (!answer.ok || document['x-missing'])
    fail(`The gateway has no whole description: ${document['x-missing'] ?? answer.status}.`);
  const file = join(root, 'docs/api/openapi.json');
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
}
