import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createTestFrontEnd, type TestFrontEnd } from '../testing/front-end.ts';
import { sendRaw, serve, type Served } from '../testing/http-server.ts';
import { startTracing } from '../tracing/tracing.ts';
import { traceRequests } from './traced-requests.ts';

interface Attribute {
  key: string;
  value: { stringValue?: string; intValue?: number };
}
interface Span {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status?: { code?: number };
  attributes: Attribute[];
}
interface Body {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[];
}

const opened: Served[] = [];
afterEach(async () => {
  jest.restoreAllMocks();
  for (const each of opened.splice(0)) await each.close();
});

async function open(listener: Parameters<typeof serve>[0]): Promise<Served> {
  const served = await serve(listener);
  opened.push(served);
  return served;
}

/** A collector of OTLP that keeps what it is sent. */
async function collect() {
  const bodies: string[] = [];
  const paths: (string | undefined)[] = [];
  const served = await open((request, response) => {
    let text = '';
    request.on('data', (piece) => (text += String(piece)));
    request.on('end', () => {
      bodies.push(text);
      paths.push(request.url);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const resources = () => bodies.flatMap((body) => (JSON.parse(body) as Body).resourceSpans);
  return {
    url: served.url,
    paths,
    text: () => bodies.join(''),
    services: () =>
      resources().flatMap(({ resource }) =>
        resource.attributes
          .filter(({ key }) => key === 'service.name')
          .map(({ value }) => value.stringValue),
      ),
    spans: () => resources().flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
  };
}

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callerId = '00f067aa0ba902b7';

describe('requests of a front end where a collector is named (K9)', () => {
  it('are spans of the trace that their caller names, which is handed on', async () => {
    const collector = await collect();
    const tracing = startTracing({ service: 'web', version: '1.0.0', endpoint: collector.url });
    const handedOn: (string | undefined)[] = [];
    const router = traceRequests(
      () => tracing,
      (request, response) => {
        handedOn.push(request.headers['traceparent'] as string | undefined);
        response.writeHead(request.url === '/tasks' ? 503 : 200).end();
      },
    );
    const served = await open((request, response) => router(request, response, () => undefined));
    const ask = (path: string, headers: Record<string, string> = {}) =>
      sendRaw({ port: served.port, path, headers });
    await ask('/api/v1/tasks/3f0c-secret?search=secret', {
      traceparent: `00-${traceId}-${callerId}-01`,
    });
    await ask('/tasks');
    await ask('/health');
    await ask('/_next/static/a.js');
    await tracing.end();

    expect(new Set(collector.paths)).toEqual(new Set(['/v1/traces']));
    expect(collector.services()).toEqual(['taskora-web']);
    const [called, own, ...others] = collector.spans();
    expect(others).toEqual([]);
    expect(called).toMatchObject({
      name: 'GET /api/v1/tasks/{id}',
      traceId,
      parentSpanId: callerId,
    });
    expect(own).toMatchObject({ name: 'GET /tasks', status: { code: 2 } });
    expect(own?.parentSpanId).toBeUndefined();
    expect(own?.traceId).not.toBe(traceId);
    expect(handedOn.slice(0, 2)).toEqual([
      `00-${traceId}-${called?.spanId}-01`,
      `00-${own?.traceId}-${own?.spanId}-01`,
    ]);
    expect(collector.text()).not.toMatch(/secret|3f0c/);
  });
});

describe('a front end (K9)', () => {
  const started: TestFrontEnd[] = [];
  afterEach(async () => {
    for (const each of started.splice(0)) await each.close();
  });

  async function start(endpoint: string) {
    const nowhere = 'postgresql://nobody@127.0.0.1:1/none';
    const frontEnd = createTestFrontEnd(nowhere, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    started.push(frontEnd);
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
      jest.spyOn(console, method);
    }
    await frontEnd.instrumentation.register();
    const pages = await open((_request, response) => response.end('page'));
    return { frontEnd, ask: (path: string) => sendRaw({ port: pages.port, path }) };
  }

  it('traces its own server and sends the rest as it ends', async () => {
    const collector = await collect();
    const { frontEnd, ask } = await start(collector.url);
    await ask('/tasks');
    await frontEnd.close();
    started.pop();
    expect(collector.spans().map(({ name }) => name)).toEqual(['GET /tasks']);
  });

  it('traces nothing where no collector is named', async () => {
    const { ask } = await start('');
    expect(await (await ask('/tasks')).text()).toBe('page');
  });
});
