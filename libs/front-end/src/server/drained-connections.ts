import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Longer than busy clients pause between two requests, and a part of the time that a pod has to end. */
const drainMillisecondsDefault = 3_000;
const checkMilliseconds = 50;

/**
 * Lets clients leave before a server closes. Node closes idle connections as soon as it has to end: a
 * client that keeps one and has just sent its next request finds it cut. So for a while each answer says
 * that its connection ends, and new connections are taken as ever; what is idle after that is closed.
 */
export function drainConnections(server: Server, milliseconds = drainMillisecondsDefault): void {
  const close = server.close.bind(server);
  const open = new Set<ServerResponse>();
  let isDraining = false;
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    if (isDraining) response.shouldKeepAlive = false;
    open.add(response);
    response.once('close', () => open.delete(response));
  });
  server.close = (callback) => {
    if (isDraining) return close(callback);
    isDraining = true;
    for (const response of open) response.shouldKeepAlive = false;
    const deadline = Date.now() + milliseconds;
    let isOver = false;
    const check = (): void => {
      server.getConnections((_error, count) => {
        if (isOver || (count > 0 && Date.now() < deadline)) return;
        isOver = true;
        clearInterval(checking);
        close(callback);
      });
    };
    const checking = setInterval(check, checkMilliseconds);
    check();
    return server;
  };
}
