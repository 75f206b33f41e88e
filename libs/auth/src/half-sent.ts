import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Time that a request under way gets to arrive whole; the answer to it is then awaited as ever. */
const graceMilliseconds = 5_000;

interface Tracked {
  socket: Socket;
  request: IncomingMessage | undefined;
}

export interface HalfSentWatch {
  /** Closes each connection whose request has not arrived whole; gives how many there were. */
  close(): number;
  /** Does the same a moment later, when what was on its way has arrived. */
  closeSoon(): void;
}

/**
 * A server that stops waits for every connection that is not idle. One whose sender stopped in the
 * middle of a request would hold it until it is killed, and would get no answer even then.
 */
export function watchHalfSent(): HalfSentWatch {
  const connections = new Map<Socket, Tracked>();
  diagnostics.subscribe('net.server.socket', (message) => {
    const { socket } = message as { socket: Socket };
    connections.set(socket, { socket, request: undefined });
    socket.once('close', () => connections.delete(socket));
  });
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket };
    const tracked = connections.get(socket);
    if (tracked !== undefined) tracked.request = request;
  });
  diagnostics.subscribe('http.server.response.finish', (message) => {
    const { socket } = message as { socket: Socket };
    const tracked = connections.get(socket);
    if (tracked !== undefined) tracked.request = undefined;
  });

  function close(): number {
    const halfSent = [...connections.values()].filter(({ request }) => request?.complete !== true);
    for (const { socket } of halfSent) socket.destroy();
    return halfSent.length;
  }
  return { close, closeSoon: () => void setTimeout(close, graceMilliseconds).unref() };
}
