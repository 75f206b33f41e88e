import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Longer than what commonly stands in front keeps connections, so that none is closed in its hands. */
const keepAliveMilliseconds = 75_000;

/** Answers a request itself, or lets the page framework do it. */
export type RequestRouter = (
  request: IncomingMessage,
  response: ServerResponse,
  renderPage: () => void,
) => void;

/**
 * Puts a listener before those of each HTTP server in this process. Next.js makes its server itself and
 * gives it to nobody; Node publishes every request before the server's listeners get it, which is
 * where the server is first seen. So it works for `next dev` and for the standalone output alike.
 * Servers for which `isInternal` holds are let be. Gives a function that lets further servers be.
 */
export function interceptRequests(
  requestRouter: RequestRouter,
  onServer: (server: Server) => void,
  isInternal: (server: Server) => boolean = () => false,
): () => void {
  const known = new WeakSet<Server>();
  const intercept = (message: unknown) => {
    const { server } = message as { server: Server };
    if (known.has(server) || isInternal(server)) return;
    known.add(server);
    const listeners = server.listeners('request');
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      requestRouter(request, response, () => {
        for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
      }),
    );
    server.keepAliveTimeout = keepAliveMilliseconds;
    onServer(server);
  };
  diagnostics.subscribe('http.server.request.start', intercept);
  return () => void diagnostics.unsubscribe('http.server.request.start', intercept);
}
