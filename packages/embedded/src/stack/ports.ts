import { createServer } from 'node:net';
import { EmbeddedError } from '../embedded.errors.ts';
import { freePort } from '../free-port.ts';

/** Whether this loopback port can be had. */
function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
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
