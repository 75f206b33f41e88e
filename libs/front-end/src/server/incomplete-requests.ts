import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** Time that a pending request gets to arrive whole; the answer to it is then awaited as ever. */
const graceMilliseconds = 5_000;

/** How long a head and a whole request may take; Node's own check runs only twice a minute. */
const limitsDefault = { headMilliseconds: 15_000, requestMilliseconds: 30_000 };
const sweepMilliseconds = 1_000;

const timedOut = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

interface Tracked {
  socket: Socket;
  request: IncomingMessage | undefined;
  /** When the head or the request that is awaited began. */
  since: number;
  /** What the connection had read when its last request was answered; it is idle until more comes. */
  bytesAnswered: number;
}

export interface IncompleteRequestWatch {
  /** Closes each connection whose request has not arrived whole; gives how many there were. */
  close(): number;
  /** Does the same a moment later, when what was in transit has arrived. */
  closeSoon(): void;
  /** Closes those whose request takes longer than it may; gives how many there were. */
  sweep(now?: number): number;
  /** Leaves a connection alone that speaks another protocol from now on. */
  ignore(socket: Socket): void;
  /** Watches nothing from now on, neither these connections nor those that come. */
  stop(): void;
}

/**
 * A server that stops waits for every connection that is not idle. One whose sender stopped in the
 * middle of a request would hold it until it is killed, and would get no answer even then. While the
 * server runs, senders that never finish would hold connections for minutes.
 */
export function watchIncompleteRequests(limits = limitsDefault): IncompleteRequestWatch {
  const connections = new Map<Socket, Tracked>();
  const onSocket = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    connections.set(socket, { socket, request: undefined, since: Date.now(), bytesAnswered: -1 });
    socket.once('close', () => connections.delete(socket));
  };
  const onRequest = (message: unknown) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket };
    const tracked = connections.get(socket);
    if (tracked !== undefined) Object.assign(tracked, { request, since: Date.now() });
  };
  const onAnswer = (message: unknown) => {
    const { socket } = message as { socket: Socket };
    const tracked = connections.get(socket);
    if (tracked === undefined) return;
    Object.assign(tracked, { request: undefined, bytesAnswered: socket.bytesRead });
  };
  const watched = {
    'net.server.socket': onSocket,
    'http.server.request.start': onRequest,
    'http.server.response.finish': onAnswer,
  };
  for (const [name, listener] of Object.entries(watched)) diagnostics.subscribe(name, listener);

  const isIncomplete = ({ request }: Tracked) => request?.complete !== true;

  function isLate(tracked: Tracked, now: number): boolean {
    if (!isIncomplete(tracked)) return false;
    if (tracked.request !== undefined) return now - tracked.since > limits.requestMilliseconds;
    if (tracked.socket.bytesRead === tracked.bytesAnswered) {
      tracked.since = now;
      return false;
    }
    return now - tracked.since > limits.headMilliseconds;
  }

  function close(): number {
    const incompleteRequests = [...connections.values()].filter(isIncomplete);
    for (const { socket } of incompleteRequests) socket.destroy();
    return incompleteRequests.length;
  }
  function sweep(now = Date.now()): number {
    const late = [...connections.values()].filter((tracked) => isLate(tracked, now));
    for (const { socket } of late) {
      connections.delete(socket);
      socket.write(timedOut, () => socket.destroy());
    }
    return late.length;
  }
  const sweeping = setInterval(() => sweep(), sweepMilliseconds).unref();
  return {
    close,
    closeSoon: () => void setTimeout(close, graceMilliseconds).unref(),
    sweep,
    ignore: (socket) => void connections.delete(socket),
    stop: () => {
      clearInterval(sweeping);
      for (const [name, listener] of Object.entries(watched))
        diagnostics.unsubscribe(name, listener);
      connections.clear();
    },
  };
}
