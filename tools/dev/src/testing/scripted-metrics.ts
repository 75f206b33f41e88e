import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Series } from '../monitoring/source.ts';

/** How often Prometheus is to read; a series grows by its step each time. */
export const SCRAPE_MILLISECONDS = 500;

interface ScriptedTarget {
  readonly name: string;
  readonly series: readonly Series[];
}

export interface ScriptedMetrics {
  readonly port: number;
  close(): Promise<void>;
}

/** The exposition of series as they are after some time; `up` is Prometheus' own to find. */
function exposition(series: readonly Series[], milliseconds: number): string {
  const steps = Math.floor(milliseconds / SCRAPE_MILLISECONDS);
  return series.map(({ series: id, from, step }) => `${id} ${from + step * steps}\n`).join('');
}

/** Exporters whose values follow a script, each at `/<name>`. */
export async function serveScripted(targets: readonly ScriptedTarget[]): Promise<ScriptedMetrics> {
  const startedAt = Date.now();
  const byPath = new Map(targets.map(({ name, series }) => [`/${name}`, series]));
  const server = createServer((request, response) => {
    const series = byPath.get(request.url ?? '');
    if (series === undefined) response.writeHead(404).end();
    else {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
      response.end(exposition(series, Date.now() - startedAt));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
