import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { startApiServer } from './testing/api-server.ts';
import { firstHttpClient, secondHttpClient } from './testing/clients.ts';
import { content, planted } from './testing/cluster-content.ts';
import { startHttpServer } from './testing/http-server.ts';

type ApiServer = Awaited<ReturnType<typeof startApiServer>>;
type HttpServer = Awaited<ReturnType<typeof startHttpServer>>;

let apiServer: ApiServer;
let server: HttpServer;
beforeAll(async () => {
  apiServer = await startApiServer(content);
  server = await startHttpServer(apiServer.environment);
});
afterAll(async () => {
  await server.stop();
  await apiServer.stop();
});

interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request with any headers, also those that fetch keeps to itself. */
function ask(url: string, { method = 'POST', headers = {}, body = '' }: Asked) {
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: string }>(
    (resolve, reject) => {
      const request = httpRequest(url, { method, headers }, (response) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        );
      });
      request.on('error', reject).end(body);
    },
  );
}

const list: Asked = {
  headers: {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': '2025-06-18',
  },
  body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
};
const listWith = (headers: Readonly<Record<string, string>>): Asked => ({
  ...list,
  headers: { ...list.headers, ...headers },
});

describe.each([
  ['second', secondHttpClient],
  ['first', firstHttpClient],
])('the operations server over HTTP, with the %s line of the SDK (O1)', (_line, connect) => {
  it('serves the tools that need the cluster alone, and answers them', async () => {
    const client = await connect(`${server.url}/mcp`);
    const names = (await client.list()).map(({ name }) => name);
    expect(names).toHaveLength(6);
    expect(names).not.toContain('ops_plan');
    const { structuredContent, isError } = await client.call('ops_status', { release: 'web' });
    expect(isError).not.toBe(true);
    expect(structuredContent).toMatchObject({ releases: ['web'], findings: [] });
    await client.close();
  });

  it('says which value has Helm’s records read, which are not by default', async () => {
    const client = await connect(`${server.url}/mcp`);
    const { content: blocks } = await client.call('ops_drift');
    expect(blocks[0]?.text).toContain('releaseSecrets.read=true');
    expect(apiServer.asked.filter((line) => line.includes('secrets'))).toEqual([]);
    await client.close();
  });
});

describe('the operations server over HTTP (A4, O1)', () => {
  it('keeps no session: a request needs none before it', async () => {
    const { status, body, headers } = await ask(`${server.url}/mcp`, list);
    expect(status).toBe(200);
    expect(body).toContain('ops_status');
    expect(headers['mcp-session-id']).toBeUndefined();
  });

  it.each([
    ['a name that a page made lead here', { host: 'rebound.example' }, 403],
    ['a page of somebody else', { origin: 'https://other.example' }, 403],
    ['a page of this machine', { origin: 'http://localhost:5173' }, 200],
  ])('answers a request of %s with its status', async (_what, headers, expected) => {
    expect((await ask(`${server.url}/mcp`, listWith(headers))).status).toBe(expected);
  });

  it('refuses a body that is larger than any question', async () => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'x', params: 'x'.repeat(70_000) });
    expect((await ask(`${server.url}/mcp`, { ...list, body })).status).toBe(413);
  });

  it('keeps no stream open for who only listens', async () => {
    const { status } = await ask(`${server.url}/mcp`, { ...list, method: 'GET', body: '' });
    expect(status).toBe(405);
  });

  it('tells whether it lives, and whether it can ask the API server', async () => {
    for (const path of ['/health', '/ready']) {
      expect(await ask(`${server.url}${path}`, { method: 'GET' })).toMatchObject({ status: 200 });
    }
    expect(await ask(`${server.url}/else`, { method: 'GET' })).toMatchObject({ status: 404 });
  });

  it('counts calls by tool and code, on another port', async () => {
    const client = await secondHttpClient(`${server.url}/mcp`);
    await client.call('ops_status', { release: 'nowhere' });
    await client.close();
    const text = await (await fetch(server.metricsUrl)).text();
    expect(text).toMatch(
      /tool_call_duration_seconds_count\{tool="ops_status",code="OPS_RELEASE_UNKNOWN"\} \d/,
    );
    expect(text).toContain('taskora_build_info{version=');
    expect((await ask(`${server.url}/metrics`, { method: 'GET' })).status).toBe(404);
  });

  it('writes a log of JSON lines that says which tool was called, and no secret', async () => {
    const client = await secondHttpClient(`${server.url}/mcp`);
    await client.call('ops_logs', { release: 'api', contains: planted });
    await client.close();
    const lines = server.log();
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'info', service: 'ops', tool: 'ops_logs', code: 'ok' }),
    );
    expect(server.output.join('\n')).not.toContain(planted);
  });
});

describe('an operations server of other settings (A4, O1)', () => {
  const withServer = async (
    variables: Record<string, string>,
    test: (other: HttpServer) => Promise<void>,
  ): Promise<void> => {
    const other = await startHttpServer({ ...apiServer.environment, ...variables });
    try {
      await test(other);
    } finally {
      await other.stop();
    }
  };

  it('answers who brings its token, and nobody else', async () => {
    const token = 'a-token-of-enough-characters';
    await withServer({ OPS_TOKEN: token }, async ({ url }) => {
      const refused = await ask(`${url}/mcp`, list);
      expect([refused.status, refused.headers['www-authenticate']]).toEqual([
        401,
        'Bearer realm="taskora-ops"',
      ]);
      expect(refused.body).toContain('OPS_TOKEN_REFUSED');
      const wrong = listWith({ authorization: `Bearer ${token}x` });
      expect((await ask(`${url}/mcp`, wrong)).status).toBe(401);
      const client = await firstHttpClient(`${url}/mcp`, { authorization: `Bearer ${token}` });
      expect(await client.list()).toHaveLength(6);
      await client.close();
      expect((await ask(`${url}/health`, { method: 'GET' })).status).toBe(200);
    });
  });

  it('answers at the names of its Service', async () => {
    await withServer({ OPS_ALLOWED_HOSTS: 'ops,ops.taskora.svc' }, async ({ url }) => {
      for (const host of ['ops', 'ops.taskora.svc:80']) {
        expect((await ask(`${url}/mcp`, listWith({ host }))).status).toBe(200);
      }
    });
  });

  it('lives and is not ready while the API server does not answer', async () => {
    await withServer({ OPS_CONTEXT: 'other' }, async ({ url }) => {
      expect((await ask(`${url}/health`, { method: 'GET' })).status).toBe(200);
      const { status, body } = await ask(`${url}/ready`, { method: 'GET' });
      expect([status, JSON.parse(body)]).toEqual([
        503,
        { status: 'unavailable', code: 'OPS_CLUSTER_UNREACHABLE' },
      ]);
    });
  });

  it('ends by itself on SIGTERM, without an error', async () => {
    await withServer({}, async ({ child, ended, log, url }) => {
      await ask(`${url}/health`, { method: 'GET' });
      child.kill('SIGTERM');
      await expect(ended).resolves.toEqual([0, null]);
      expect(log().at(-1)).toMatchObject({
        message: 'the operations server ends',
        signal: 'SIGTERM',
      });
    });
  });

  it('does not start with a setting that is wrong, and names it', async () => {
    await expect(startHttpServer({ OPS_TOKEN: 'short' })).rejects.toThrow(
      /CONFIG_INVALID.*OPS_TOKEN is wrong.*Do: set OPS_TOKEN/s,
    );
  });
});
