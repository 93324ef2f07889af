import { type SpawnOptions, spawn } from 'node:child_process';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

const ERROR_TAIL_LINES = 6;

/** Runs a program to its end and gives its standard output; a failure holds the last lines it wrote. */
export function runCommand(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const spawnOptions: SpawnOptions = { stdio: ['ignore', 'pipe', 'pipe'], timeout: options.timeoutMs ?? 600_000 };
  if (options.cwd !== undefined) spawnOptions.cwd = options.cwd;
  if (options.env !== undefined) spawnOptions.env = options.env;
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], spawnOptions);
    let output = '';
    let complaints = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    child.once('error', (error) =>
      reject(new Error(`${command} could not be run: ${error.message}`, { cause: error })),
    );
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const tail = (complaints || output).trim().split('\n').slice(-ERROR_TAIL_LINES).join(' | ');
      reject(new Error(`${command} ended with ${signal ?? `code ${code}`}: ${tail}`));
    });
  });
}
