import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ToolCall } from '../mcp/server.ts';

export interface Metrics {
  countCall(call: ToolCall): void;
  /** The text that Prometheus reads, and its type. */
  read(): Promise<{ readonly contentType: string; readonly text: string }>;
}

/** No label holds what a client has given. */
export function createMetrics(version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'taskora_build_info',
    help: 'Always 1; the label says which version runs.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const calls = new Histogram({
    name: 'taskora_ops_tool_call_duration_seconds',
    help: 'Time of a tool of the operations server, by how it ended.',
    labelNames: ['tool', 'code'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  return {
    countCall: ({ tool, code, milliseconds }) => {
      calls.observe({ tool, code }, milliseconds / 1000);
    },
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/** On a port of its own, to which no Service leads. */
export function createExporter(metrics: Metrics, onError: (error: unknown) => void): Server {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    metrics
      .read()
      .then(({ contentType, text }) => {
        response.writeHead(200, { 'content-type': contentType }).end(text);
      })
      .catch((error: unknown) => {
        onError(error);
        response.writeHead(500).end();
      });
  });
  // Open connections of a reader must not keep a process that is ending.
  server.unref();
  return server;
}
