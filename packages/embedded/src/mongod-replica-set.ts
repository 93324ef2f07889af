import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Document, deserialize, serialize } from 'bson';
import { FrameReader } from './wire-gateway/frames.ts';
import { commandMessage, parseMessage } from './wire-gateway/message.ts';

const ALREADY_INITIALISED = 23;

/**
 * Makes a fresh mongod the only member of its replica set and waits until it takes writes. Three commands do not earn
 * this package a driver. The member's address is set anew at each start, as the port is.
 */
export async function initiateReplicaSet(port: number, signal: AbortSignal): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', signal });
  await once(socket, 'connect');
  try {
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    const reply = await call(socket, { replSetInitiate: { _id: 'rs0', members } });
    if (reply['ok'] !== 1 && reply['code'] !== ALREADY_INITIALISED) throw new Error(String(reply['errmsg']));
    if (reply['ok'] !== 1) {
      const { config } = await call(socket, { replSetGetConfig: 1 });
      const version = Number(config.version) + 1;
      await call(socket, { replSetReconfig: { ...config, version, members }, force: true });
    }
    while (!signal.aborted && !(await call(socket, { hello: 1 }))['isWritablePrimary']) await sleep(50);
  } finally {
    socket.destroy();
  }
}

async function call(socket: Socket, command: Document): Promise<Document> {
  socket.write(commandMessage(serialize({ ...command, $db: 'admin' })));
  const frames = new FrameReader();
  for (;;) {
    const [part] = (await once(socket, 'data')) as [Buffer];
    const [frame] = frames.push(part);
    if (frame) return deserialize(parseMessage(frame).body);
  }
}
