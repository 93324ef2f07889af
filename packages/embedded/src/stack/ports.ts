import { createServer } from 'node:net';
import { EmbeddedError } from '../embedded.errors.ts';
import { freePort } from '../free-port.ts';

function isFreeOn(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'),
    );
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** Whether this loopback port can be had. On `::1` too: a program there would be what browsers find at `localhost`. */
async function isPortFree(port: number): Promise<boolean> {
  return (await isFreeOn('127.0.0.1', port)) && (await isFreeOn('::1', port));
}

/** Throws an EmbeddedError that says which variable moves the port. */
export async function requireFree(port: number): Promise<void> {
  if (await isPortFree(port)) return;
  throw new EmbeddedError(
    'embedded.in-use',
    `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
  );
}

/** As many free ports as asked for, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) ports.add(await freePort());
  return [...ports];
}
