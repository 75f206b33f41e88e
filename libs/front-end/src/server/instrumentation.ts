import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { format, stripVTControlCharacters } from 'node:util';
import { errorFields, type Log } from '../base/log.ts';
import type { IncompleteRequestWatch } from './incomplete-requests.ts';

const startedAt = Symbol('startedAt');

interface HttpMessage {
  /** The moment is kept with its request: a weak map costs the garbage collector more than the line. */
  request: IncomingMessage & { [startedAt]?: number };
  response: ServerResponse;
  server: Server;
}

const quietPaths = /^\/(?:health|ready)$|^\/_next\/static\//;

/** The part of an address of the API that names a person; the API's own version and accounts name none. */
const personInPath = /^\/+api\/+(?!(?:v1|auth)(?:\/|$))[^/]+/;

/** Query strings may hold what people typed, so only the path is written, without the person in it. */
function loggedPath(target: string): string {
  const [path = ''] = target.split('?', 1);
  return path.replace(personInPath, '/api/{user}');
}

/**
 * One line per request, whatever part of the server answered it; none for servers that are internal.
 * Gives a function that ends it.
 */
export function logRequests(
  log: Log,
  isInternal: (server: Server) => boolean = () => false,
): () => void {
  const onRequest = (message: unknown) => {
    (message as HttpMessage).request[startedAt] = performance.now();
  };
  const onAnswer = (message: unknown) => {
    const { request, response, server } = message as HttpMessage;
    if (isInternal(server)) return;
    const path = loggedPath(request.url ?? '');
    const level = quietPaths.test(path) ? 'debug' : 'info';
    const durationMilliseconds = Math.round(
      performance.now() - (request[startedAt] ?? performance.now()),
    );
    const requestId = response.getHeader('x-request-id');
    log[level]('request', {
      method: request.method,
      path,
      status: response.statusCode,
      durationMilliseconds,
      requestId,
    });
  };
  diagnostics.subscribe('http.server.request.start', onRequest);
  diagnostics.subscribe('http.server.response.finish', onAnswer);
  return () => {
    diagnostics.unsubscribe('http.server.request.start', onRequest);
    diagnostics.unsubscribe('http.server.response.finish', onAnswer);
  };
}

/**
 * Next.js finishes what it has begun and exits; what will never be whole is not waited for. Gives a
 * function that no longer listens.
 */
export function handleTermination(
  log: Log,
  incompleteRequests: Pick<IncompleteRequestWatch, 'closeSoon'>,
): () => void {
  const signals = ['SIGTERM', 'SIGINT'] as const;
  const onSignal = (signal: NodeJS.Signals) => {
    log.info('stopping: open requests are finished first', { signal });
    incompleteRequests.closeSoon();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

export function logRequestError(
  log: Log,
  error: unknown,
  request: { path: string; method: string },
): void {
  const path = loggedPath(request.path);
  log.error('a page or route failed', { method: request.method, path, ...errorFields(error) });
}

/** What Next.js and libraries write for terminals becomes part of the log, one object a line. */
export function logConsole(log: Log, target: Console = console): void {
  const writer =
    (level: keyof Log) =>
    (...values: unknown[]) =>
      log[level](stripVTControlCharacters(format(...values)).trim(), { source: 'console' });
  target.log = target.info = writer('info');
  target.warn = writer('warn');
  target.error = writer('error');
  target.debug = writer('debug');
}
