import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { EmbeddedError } from '../embedded.errors.ts';
import type { SupervisedChange } from '../supervise.ts';
import { whenLauncherDies } from './launcher.ts';
import { type RunningDemo, runDemo } from './run-demo.ts';

// What `npm start` runs once the code is compiled.
const checkout = resolve(import.meta.dirname, '../../../..');
const home = resolve(process.env['THROUGHLINE_HOME'] || join(checkout, '.throughline'));
const { values } = parseArgs({ options: { reset: { type: 'boolean', default: false } } });

const say = (text: string) => console.log(text);
const showTrouble = ({ name, change, detail }: SupervisedChange) => {
  if (change === 'crashed') say(`! ${name} stopped: ${detail}`);
};

function portOf(text: string | undefined): number {
  const port = Number(text ?? 8080);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new EmbeddedError('embedded.start-failed', `PORT must be a number from 1 to 65535, and it is “${text}”.`);
}

function presentOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const present = new Date(text);
  if (!Number.isNaN(present.getTime())) return present;
  throw new EmbeddedError(
    'embedded.start-failed',
    `THROUGHLINE_NOW must be an instant such as 2026-11-02T09:00:00Z, and it is “${text}”.`,
  );
}

function welcome({ demo, demoFile, databaseLabel, brokerLabel }: RunningDemo, seconds: string): void {
  const file = relative(checkout, demoFile);
  say(`
Throughline is ready after ${seconds} s:  ${demo.url}

  Sign in as somebody of the fictional Northgate Migration Forum:  ${demo.url}/sign-in
${demo.people.map(({ role, name }) => `    ${role.padEnd(14)} ${name}`).join('\n')}

  API reference: ${demo.url}/docs · tokens and API keys for 24 hours: ${file}
  Database: ${databaseLabel} · broker: ${brokerLabel} · data: ${relative(checkout, join(home, 'data'))}

  Ctrl-C stops everything; the data stays. npm start -- --reset begins anew.
`);
}

const interruption = new AbortController();
let running: RunningDemo | undefined;

async function leave(): Promise<void> {
  if (interruption.signal.aborted) return;
  say('Stopping …');
  interruption.abort();
  await running?.stop();
  // A start that was interrupted stops by itself what it had begun, and ends below.
  if (running) process.exit(0);
}

function leaveNow(): void {
  leave().catch((error: unknown) => {
    console.error(error);
    process.exit(1);
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leaveNow);
whenLauncherDies(leaveNow);

try {
  const began = performance.now();
  running = await runDemo({
    checkout,
    home,
    port: portOf(process.env['PORT']),
    reset: values.reset,
    present: presentOf(process.env['THROUGHLINE_NOW']),
    signal: interruption.signal,
    onProgress: say,
    onChange: showTrouble,
  });
  welcome(running, ((performance.now() - began) / 1_000).toFixed(1));
} catch (error) {
  if (interruption.signal.aborted) process.exit(0);
  console.error(error instanceof EmbeddedError ? `\n${error.message}\n` : error);
  process.exit(1);
}
