import { createServer, type Server } from 'node:http';
import { codeOf, errorFields, type Log } from '../base/log.ts';
import type { Metrics } from './metrics.ts';

export interface ExporterOptions {
  metrics: Pick<Metrics, 'read'>;
  log: Log;
}

const path = '/metrics';
/** Whoever reads metrics has asked for them within this time, and is gone after it. */
const requestMilliseconds = 10_000;

/** The port could not be opened. */
export class MetricsPortUnavailable extends Error {
  readonly code = 'METRICS_PORT_UNAVAILABLE';

  constructor(port: number, cause: unknown) {
    super(
      `METRICS_PORT_UNAVAILABLE: port ${port} cannot be listened on (${codeOf(cause) ?? 'no code'}). ` +
        'Do: set METRICS_PORT to a free port, or leave it out to export no metrics',
      { cause },
    );
    this.name = 'MetricsPortUnavailable';
  }
}

/**
 * What Prometheus reads, on a port of its own: no Service and no proxy leads to it, and nothing that the
 * public port answers is answered here.
 */
export function createExporter({ metrics, log }: ExporterOptions): Server {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== path) {
      response.writeHead(404).end();
      return;
    }
    metrics
      .read()
      .then(({ contentType, text }) => {
        response.writeHead(200, { 'content-type': contentType }).end(text);
      })
      .catch((error: unknown) => {
        log.error('the metrics could not be read', errorFields(error));
        response.writeHead(500).end();
      });
  });
  server.requestTimeout = requestMilliseconds;
  // Open connections of a reader must not keep a process that is ending.
  server.unref();
  return server;
}

export function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new MetricsPortUnavailable(port, error)));
    server.listen(port, host, resolve);
  });
}
