import type { Socket } from 'node:net';
import { MalformedMessage } from './bson-fields.ts';
import { answer } from './commands.ts';
import { FrameReader } from './frames.ts';
import type { Gateway } from './gateway.ts';
import { type Message, parseMessage, replyHeader } from './message.ts';
import { readRequest } from './request.ts';

/** Serves one client. Its commands are answered in the order they came; what it sends wrongly ends it and nobody else. */
export function serveConnection(socket: Socket, gateway: Gateway, connectionId: number): void {
  const frames = new FrameReader();
  let previous = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (part) => {
    try {
      for (const frame of frames.push(part)) {
        const message = parseMessage(frame);
        previous = previous.then(() => reply(message)).catch(hangUp);
      }
    } catch (error) {
      hangUp(error);
    }
  });

  function hangUp(reason: unknown): void {
    socket.destroy();
    // Anything else is a fault of ours: this client loses its connection, the others nothing, and the log has the place.
    if (reason instanceof MalformedMessage) return;
    process.stderr.write(`${reason instanceof Error ? reason.stack : String(reason)}\n`);
  }

  async function reply(message: Message): Promise<void> {
    if (socket.destroyed) return;
    const document = await answer(readRequest(message), gateway, connectionId);
    if (!message.wantsReply || socket.destroyed) return;
    socket.cork();
    socket.write(replyHeader(message, document.length));
    socket.write(document);
    socket.uncork();
  }
}
