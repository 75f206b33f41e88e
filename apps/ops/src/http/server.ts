import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createOpsServer } from '../mcp/server.ts';
import type { OpsServerOptions } from '../mcp/server.ts';
import type { Guard } from './access.ts';
import type { Log } from './log.ts';
import { errorFields } from './log.ts';
import type { Readiness } from './readiness.ts';

export interface HttpServerOptions extends OpsServerOptions {
  readonly guard: Guard;
  readonly readiness: () => Promise<Readiness>;
  readonly log: Log;
}

type HandledRequest = Parameters<ReturnType<typeof toNodeHandler>>[0];

/** A request names a tool and a few short texts. */
const bodyBytes = 64 * 1024;
const requestMilliseconds = 15_000;

/** Stateless: each request gets a server of its own, so any pod answers any request. */
export function createHttpServer(options: HttpServerOptions): Server {
  const { guard, readiness, log } = options;
  const onerror = (error: Error): void => log.warn('a request was refused', errorFields(error));
  const handler = createMcpHandler(() => createOpsServer(options), {
    onerror,
    // What listens for changes would keep a connection, and there is nothing here that changes.
    maxSubscriptions: 1,
  });
  const handle = toNodeHandler(handler, { onerror, maxRequestBodySize: bodyBytes });

  const routes: Readonly<
    Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void>>
  > = {
    '/mcp': async (request, response) => {
      // Its type takes no request without a method, which the parser of Node never gives.
      if (guard(request, response)) await handle(request as HandledRequest, response);
    },
    '/health': (_request, response) => Promise.resolve(answer(response, 200, { status: 'ok' })),
    '/ready': async (_request, response) => {
      const { isReady, ...why } = await readiness();
      answer(response, isReady ? 200 : 503, { status: isReady ? 'ok' : 'unavailable', ...why });
    },
  };

  const server = createServer((request, response) => {
    const route = routes[request.url?.split('?', 1)[0] ?? ''];
    if (route === undefined) {
      answer(response, 404, { status: 'not found' });
      return;
    }
    route(request, response).catch((error: unknown) => {
      log.error('a request failed', errorFields(error));
      if (!response.headersSent) answer(response, 500, { status: 'failed' });
    });
  });
  server.requestTimeout = requestMilliseconds;
  server.headersTimeout = requestMilliseconds;
  return server;
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}
