import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLog } from '../base/log.ts';
import { createExporter, listen } from '../metrics/exporter.ts';
import {
  createMetrics,
  type CheckedState,
  type Metrics,
  type PoolState,
} from '../metrics/metrics.ts';
import { createTestFrontEnd, type TestFrontEnd } from '../testing/front-end.ts';
import { sendRaw, serve, type Served } from '../testing/http-server.ts';
import { measureRequests } from './measured-requests.ts';
import type { RequestRouter } from './request-interceptor.ts';

const log = createLog({ service: 'test', level: () => 'error', write: () => undefined });

let checked: CheckedState;
let pool: PoolState | undefined;
let metrics: Metrics;
let served: Served;
let answer: RequestRouter;

beforeEach(async () => {
  checked = {};
  pool = undefined;
  metrics = createMetrics({
    version: '1.2.3',
    schemaRevisionNeeded: 4,
    readPool: () => pool,
    readChecks: () => checked,
  });
  answer = (_request, response) => response.writeHead(204).end();
  const measured = measureRequests(metrics, (...asked) => answer(...asked));
  served = await serve((request, response) => measured(request, response, () => undefined));
});

afterEach(() => served.close());

const ask = (path: string, method = 'GET') => sendRaw({ port: served.port, path, method });

/** The series without their help, by name and labels. */
async function series(): Promise<Map<string, number>> {
  const { text } = await metrics.read();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))] as const;
    }),
  );
}

const countOf = (method: string, route: string, status: string) =>
  `http_server_request_duration_seconds_count{method="${method}",route="${route}",status_class="${status}"}`;

describe('requests of a front end (K9)', () => {
  it('are counted by route, method and class of status, and hold nothing that a client sent', async () => {
    await ask('/api/v1/tasks/3f0c-secret?search=secret');
    await ask('/secret', 'BREW');
    answer = (_request, response) => response.writeHead(503).end();
    await ask('/tasks', 'POST');
    const found = await series();
    expect(found.get(countOf('GET', '/api/v1/tasks/{id}', '2xx'))).toBe(1);
    expect(found.get(countOf('POST', '/tasks', '5xx'))).toBe(1);
    expect((await metrics.read()).text).not.toMatch(/secret|3f0c/);
  });

  it('are in flight until they are answered, and have no status when their client leaves', async () => {
    const arrived = new Promise<void>((resolve) => {
      answer = () => resolve();
    });
    const client = connect(served.port, '127.0.0.1');
    client.write('GET /tasks HTTP/1.1\r\nHost: a\r\n\r\n');
    await arrived;
    expect((await series()).get('http_server_active_requests')).toBe(1);
    const left = once(served.server, 'left');
    const end = metrics.endRequest;
    metrics.endRequest = (request) => {
      end(request);
      served.server.emit('left');
    };
    client.destroy();
    await left;
    const found = await series();
    expect(found.get('http_server_active_requests')).toBe(0);
    expect(found.get(countOf('GET', '/tasks', 'none'))).toBe(1);
  });
});

describe('what a front end exports (K9)', () => {
  it('is its version, its pool and what it last found of database, schema and API', async () => {
    const unknown = await series();
    expect(unknown.get('taskora_build_info{version="1.2.3"}')).toBe(1);
    expect(unknown.get('taskora_schema_revision_needed')).toBe(4);
    for (const name of ['taskora_database_up', 'taskora_api_up', 'taskora_schema_revision']) {
      expect(unknown.has(name)).toBe(false);
    }
    checked = { isDatabaseUp: true, isApiUp: false, schemaRevision: 3 };
    pool = { inUse: 2, idle: 1, waiting: 5, max: 7 };
    const found = await series();
    expect(found.get('taskora_database_up')).toBe(1);
    expect(found.get('taskora_api_up')).toBe(0);
    expect(found.get('taskora_schema_revision')).toBe(3);
    expect(found.get('taskora_database_pool_connections{state="in_use"}')).toBe(2);
    expect(found.get('taskora_database_pool_waiting')).toBe(5);
    expect(found.get('taskora_database_pool_connections_max')).toBe(7);
    expect(found.get('process_resident_memory_bytes')).toBeGreaterThan(0);
  });

  it('is read at one address of a port of its own, which answers nothing else', async () => {
    const exporter = createExporter({ metrics, log });
    await listen(exporter, '127.0.0.1', 0);
    const { port } = exporter.address() as { port: number };
    try {
      const scraped = await sendRaw({ port, path: '/metrics' });
      expect(scraped.status).toBe(200);
      expect(scraped.headers.get('content-type')).toContain('text/plain; version=0.0.4');
      expect(await scraped.text()).toContain('taskora_build_info{version="1.2.3"} 1');
      for (const [path, method] of [
        ['/', 'GET'],
        ['/health', 'GET'],
        ['/metrics', 'POST'],
      ] as const) {
        expect((await sendRaw({ port, path, method })).status).toBe(404);
      }
      await expect(listen(createExporter({ metrics, log }), '127.0.0.1', port)).rejects.toThrow(
        /METRICS_PORT_UNAVAILABLE: port \d+ cannot be listened on \(EADDRINUSE\)[.] Do: /,
      );
    } finally {
      await new Promise((resolve) => exporter.close(resolve));
    }
  });
});

describe('a front end with a port for Prometheus (K9)', () => {
  const opened: TestFrontEnd[] = [];
  afterEach(async () => {
    jest.restoreAllMocks();
    for (const each of opened.splice(0)) await each.close();
  });

  it('measures its own server, and neither measures nor logs who reads the metrics', async () => {
    const free = await serve(() => undefined);
    await free.close();
    const nowhere = 'postgresql://nobody@127.0.0.1:1/none';
    const place = { METRICS_PORT: String(free.port), METRICS_HOST: '127.0.0.1' };
    const frontEnd = createTestFrontEnd(nowhere, place);
    opened.push(frontEnd);
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      jest.spyOn(console, method);
    }
    await frontEnd.instrumentation.register();
    const pages = await serve((_request, response) => response.end('page'));
    try {
      expect(await (await sendRaw({ port: pages.port, path: '/health' })).json()).toEqual({
        status: 'ok',
        service: 'web',
      });
      expect(await (await sendRaw({ port: pages.port, path: '/metrics' })).text()).toBe('page');
      await sendRaw({ port: free.port, path: '/metrics' });
      const text = await (await sendRaw({ port: free.port, path: '/metrics' })).text();
      expect(text).toContain(`${countOf('GET', '/health', '2xx')} 1`);
      expect(text).toContain(`${countOf('GET', 'other', '2xx')} 1`);
      const requests = frontEnd.logLines.filter((line) => line.includes('"request"'));
      expect(requests).toHaveLength(1);
    } finally {
      await pages.close();
    }
  });
});
