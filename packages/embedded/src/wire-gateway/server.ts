import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { serveConnection } from './connection.ts';
import { Cursors } from './cursors.ts';
import { EnginePool, type PoolOptions, type Statement } from './engine-pool.ts';
import type { Gateway } from './gateway.ts';
import { RetriedWrites } from './retried-writes.ts';
import { Transactions } from './transactions.ts';

export interface WireServer {
  stop(): Promise<void>;
}

const FORGET_CURSORS: Statement = {
  name: 'forget-cursors',
  text: 'select documentdb_api_internal.delete_cursors($1::bigint[])',
};
/** The engine writes down every numbered write and never clears that list; a driver asks again within seconds. */
const CLEAR_RETRIED: Statement = {
  name: 'clear-retried',
  text: `delete from documentdb_data.retryable_writes where write_time < now() - interval '30 minutes'`,
};
const HOUSEKEEPING_EVERY_MS = 5 * 60_000;
const WARM_CONNECTIONS = 2;

/** Listens on loopback only: the protocol is spoken without passwords here. */
export async function startServer({ port, ...poolOptions }: PoolOptions & { port: number }): Promise<WireServer> {
  const pool = new EnginePool(poolOptions);
  const gateway: Gateway = {
    address: `127.0.0.1:${port}`,
    pool,
    transactions: new Transactions(pool),
    cursors: new Cursors((id) => void pool.run(FORGET_CURSORS, [[String(id)]]).catch(() => undefined)),
    retriedWrites: new RetriedWrites(),
  };
  await pool.warm(WARM_CONNECTIONS);

  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    connections += 1;
    serveConnection(socket, gateway, connections);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const housekeeping = setInterval(() => {
    gateway.retriedWrites.forgetOld();
    // Missed once, it is done the next time.
    void pool.run(CLEAR_RETRIED, []).catch(() => undefined);
  }, HOUSEKEEPING_EVERY_MS).unref();

  return {
    async stop() {
      clearInterval(housekeeping);
      server.close();
      for (const socket of sockets) socket.destroy();
      await gateway.transactions.abortAll();
      await pool.close();
    },
  };
}
