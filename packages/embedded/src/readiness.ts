import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The child says so itself: `process.send('ready')`. */
export function whenMessage(expected: string): (child: ChildProcess, signal: AbortSignal) => Promise<void> {
  return (child) =>
    new Promise((resolve) => {
      child.on('message', (message) => {
        if (message === expected) resolve();
      });
    });
}

/** The child accepts connections on a loopback port. */
export function whenPortAnswers(port: number): (child: ChildProcess, signal: AbortSignal) => Promise<void> {
  return async (_child, signal) => {
    while (!signal.aborted && !(await accepts(port))) await sleep(20);
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}
