import { parseArgs } from 'node:util';
import { exitWithParent } from '../exit-with-parent.ts';
import { startServer } from './server.ts';

exitWithParent();

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    /** PostgreSQL's socket is looked for in the working folder: a socket's full path may be longer than the kernel takes. */
    'socket-folder': { type: 'string', default: '/proc/self/cwd' },
    connections: { type: 'string', default: '12' },
    'transaction-connections': { type: 'string', default: '24' },
  },
});

const server = await startServer({
  port: Number(values.port),
  socketFolder: values['socket-folder'],
  connections: Number(values.connections),
  transactionConnections: Number(values['transaction-connections']),
});
process.send?.('ready');

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void server.stop().then(() => process.exit(0));
  });
}
