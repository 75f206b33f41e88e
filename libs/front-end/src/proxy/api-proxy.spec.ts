import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountsUnavailable } from '../auth/accounts-unavailable.ts';
import { createLog } from '../base/log.ts';
import { sendRaw, serve, type Served } from '../testing/http-server.ts';
import { createApiProxy, type ApiProxyOptions } from './api-proxy.ts';
import { requestUpstream } from './upstream.ts';

const ownOrigin = 'http://localhost:30000';

let api: Served;
let opened: Served[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let received: IncomingMessage[];
let logLines: string[];

beforeEach(async () => {
  received = [];
  logLines = [];
  api = await serve((request, response) => {
    received.push(request);
    answer(request, response);
  });
  opened = [api];
});

afterEach(async () => {
  for (const each of opened) await each.close();
});

interface Asked {
  method?: string;
  headers?: Record<string, string | undefined>;
  body?: RequestInit['body'];
  signal?: AbortSignal;
}

/** A proxy behind a port of its own, asked as a page of its origin asks. */
function proxy(changes: Partial<ApiProxyOptions> = {}) {
  const handler = createApiProxy({
    apiUrl: () => api.url,
    trustedOrigins: () => [ownOrigin],
    forgeryDetail: () => 'from another site',
    issueToken: async () => ({ token: 'minted', setCookies: [] }),
    addressOf: (_peer, headers) => headers.get('x-forwarded-for') ?? '192.0.2.1',
    log: createLog({ service: 'web', level: () => 'info', write: (line) => logLines.push(line) }),
    ...changes,
  });
  const made = serve((request, response) =>
    handler(request, response, new URL(request.url ?? '/', 'http://localhost')),
  ).then((served) => {
    opened.push(served);
    return served;
  });
  const headersOf = (given: Asked['headers'] = {}) => {
    const page = { origin: ownOrigin, cookie: 'taskora.session_token=secret', ...given };
    const entries = Object.entries(page).filter(([, value]) => value !== undefined);
    return Object.fromEntries(entries) as Record<string, string>;
  };
  return {
    ask: async (path: string, { headers, ...asked }: Asked = {}): Promise<Response> =>
      fetch(`${(await made).url}${path}`, {
        ...asked,
        headers: headersOf(headers),
        ...(asked.body instanceof ReadableStream && { duplex: 'half' }),
      } as RequestInit),
    sendRaw: async (path: string, method = 'GET', headers: Asked['headers'] = {}) =>
      sendRaw({ port: (await made).port, path, method, headers: headersOf(headers) }),
  };
}

async function bodyText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) text += String(piece);
  return text;
}

/** As the API does with a body that is too long: it answers and closes before all of it was sent. */
function closeEarly(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(413, { connection: 'close' }).end('{"status":413}');
  response.socket?.destroySoon();
}

describe('what the API gets (A1)', () => {
  it('is the method, the query, the body and the minted token', async () => {
    let body = '';
    answer = (request, response) => {
      void bodyText(request).then((text) => {
        body = text;
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}');
      });
    };
    const headers = { 'content-type': 'application/json' };
    const response = await proxy().ask('/api/v1/tasks?status=open&limit=5', {
      method: 'POST',
      headers,
      body: '{"title":"ä"}',
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ id: '1' });
    expect(body).toBe('{"title":"ä"}');
    expect(received[0]).toMatchObject({ method: 'POST', url: '/api/v1/tasks?status=open&limit=5' });
    expect(received[0]?.headers.authorization).toBe('Bearer minted');
  });

  it('is a file piece by piece, of which no more waits here than the API takes', async () => {
    let begun = 0;
    const isBegun = new Promise<void>((resolve) => {
      answer = (request, response) => {
        request.once('data', (piece: Buffer) => {
          begun = piece.byteLength;
          resolve();
        });
        let length = 0;
        request.on('data', (piece: Buffer) => (length += piece.byteLength));
        request.on('end', () => response.end(JSON.stringify({ length })));
      };
    });
    let finish = (): void => undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(100_000));
        finish = () => {
          controller.enqueue(new Uint8Array(200_000));
          controller.close();
        };
      },
    });
    const headers = { 'dry-run': 'true', 'idempotency-key': 'a-key' };
    const asked = proxy().ask('/api/v1/imports', { method: 'POST', body, headers });
    // It is there while the rest has yet to be sent.
    await isBegun;
    expect(begun).toBeGreaterThan(0);
    finish();
    expect(await (await asked).json()).toEqual({ length: 300_000 });
    expect(received[0]?.headers).toMatchObject(headers);
  });

  it('is nothing of a file that the API refuses before it reads it', async () => {
    api.server.once('checkContinue', closeEarly);
    const body = 'x'.repeat(8_000_000);
    const response = await proxy().ask('/api/v1/imports', { method: 'POST', body });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ status: 413 });
    expect(received).toEqual([]);
  });

  it('is neither a cookie nor a header that claims who or where somebody is', async () => {
    answer = (_request, response) => void response.end();
    const headers = { 'x-forwarded-for': '1.2.3.4', 'x-user-id': 'root', host: 'evil.example' };
    await proxy().sendRaw('/api/v1/tasks', 'GET', headers);
    const names = Object.keys(received[0]?.headers ?? {});
    expect(names).not.toEqual(expect.arrayContaining(['cookie']));
    expect(names).not.toContain('x-forwarded-for');
    expect(names).not.toContain('x-user-id');
    expect(received[0]?.headers.host).toBe(new URL(api.url).host);
  });

  it("is a program's own token, with which no session is mixed", async () => {
    answer = (_request, response) => void response.end();
    const issueToken = () => Promise.reject(new Error('a session was used'));
    const headers = { authorization: 'Bearer own' };
    await proxy({ issueToken }).ask('/api/v1/tasks', { headers });
    expect(received[0]?.headers.authorization).toBe('Bearer own');
  });

  it('is one request id, made here unless a harmless one came', async () => {
    answer = (_request, response) => void response.end();
    const given = await proxy().ask('/api/v1/tasks', { headers: { 'x-request-id': 'abc-12345' } });
    expect(received[0]?.headers['x-request-id']).toBe('abc-12345');
    expect(given.headers.get('x-request-id')).toBe('abc-12345');
    await proxy().ask('/api/v1/tasks', { headers: { 'x-request-id': '<script>' } });
    expect(received[1]?.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('what programs ask with a token of their own (A2)', () => {
  const addresses = [
    ['POST', '/mcp'],
    ['GET', '/api/user-1/tasks'],
    ['POST', '/api/user-1/tasks'],
    ['PUT', '/api/user-1/tasks/7'],
    ['PATCH', '/api/user-1/tasks/7/complete'],
    ['POST', '/api/user-1/chat'],
  ] as const;
  const program = { authorization: 'Bearer own', cookie: undefined, origin: undefined };

  it.each(addresses)('%s %s goes to the API with it', async (method, path) => {
    answer = (_request, response) => void response.end('reached');
    const issueToken = () => Promise.reject(new Error('a session was used'));
    const response = await proxy({ issueToken }).sendRaw(path, method, program);
    expect(await response.text()).toBe('reached');
    expect(received[0]).toMatchObject({ method, url: path });
    expect(received[0]?.headers.authorization).toBe('Bearer own');
    expect(received[0]?.headers.cookie).toBeUndefined();
  });

  it.each([
    ['POST', '/mcp'],
    ['GET', '/.well-known/oauth-protected-resource/mcp'],
  ])('%s %s is answered by the API without one', async (method, path) => {
    answer = (_request, response) => {
      response.writeHead(401, { 'www-authenticate': 'Bearer resource_metadata="x"' }).end();
    };
    const issueToken = () => Promise.reject(new Error('a session was used'));
    const bare = { origin: undefined, cookie: undefined };
    const response = await proxy({ issueToken }).sendRaw(path, method, bare);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer resource_metadata="x"');
    expect(received[0]?.headers.authorization).toBeUndefined();
  });

  const closed = addresses.filter(([, path]) => path !== '/mcp');
  it.each(closed)('%s %s opens nothing with a session alone', async (method, path) => {
    const issueToken = () => Promise.reject(new Error('a session was used'));
    const response = await proxy({ issueToken }).sendRaw(path, method);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(received).toEqual([]);
  });

  it.each(addresses.filter(([method]) => method !== 'GET'))(
    '%s %s is refused to a page of another site, whatever it knows',
    async (method, path) => {
      const headers = { ...program, origin: 'https://evil.example' };
      const response = await proxy().sendRaw(path, method, headers);
      expect(response.status).toBe(403);
      expect(received).toEqual([]);
    },
  );

  it('is not passed on after many wrong tokens of one address, to which nothing else is refused', async () => {
    answer = ({ headers }, response) => {
      const status = headers.authorization === 'Bearer taskora_pat_good' ? 200 : 401;
      response.writeHead(status).end();
    };
    const { ask } = proxy();
    const asked = async (token: string, address = '198.51.100.1') => {
      const authorization = `Bearer ${token}`;
      const headers = { ...program, authorization, 'x-forwarded-for': address };
      return ask('/mcp', { method: 'POST', headers });
    };
    expect((await asked('taskora_pat_good')).status).toBe(200);
    for (let index = 0; index < 30; index += 1) await asked(`taskora_pat_${index}`);
    expect(received).toHaveLength(31);

    const refused = await asked('taskora_pat_30');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ status: 429, title: 'Too many requests' });
    expect(received).toHaveLength(31);

    expect((await asked('taskora_pat_good')).status).toBe(200);
    expect((await asked('taskora_pat_30', '198.51.100.2')).status).toBe(401);
    expect((await ask('/api/v1/tasks')).status).toBe(401);
    expect(received).toHaveLength(34);
  });

  it('keeps the headers by which the protocol routes a request', async () => {
    answer = (_request, response) => void response.end();
    const routing = {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/call',
      'mcp-name': 'list_tasks',
    };
    await proxy().sendRaw('/mcp', 'POST', { ...program, ...routing, 'mcp-session-id': 'x' });
    expect(received[0]?.headers).toMatchObject(routing);
    expect(received[0]?.headers['mcp-session-id']).toBeUndefined();
  });

  it('is refused over the limit of bodies', async () => {
    const headers = { ...program, 'content-length': String(512 * 1024 + 1) };
    expect((await proxy().sendRaw('/mcp', 'POST', headers)).status).toBe(413);
    expect(received).toEqual([]);
  });

  it.each(['/mcp/', '/mcp/x', '/mcpx', '/api/user-1', '/api/user-1/tokens', '/api/a/b/tasks'])(
    'is nothing else: %s',
    async (path) => {
      expect((await proxy().sendRaw(path, 'GET', program)).status).toBe(404);
      expect(received).toEqual([]);
    },
  );
});

describe('what calendar programs ask (A2)', () => {
  const program = { authorization: 'Basic YW5uOnBhc3N3b3Jk', cookie: undefined, origin: undefined };
  const nobody = { cookie: undefined, origin: undefined };
  const noSession = { issueToken: () => Promise.reject(new Error('a session was used')) };

  it.each([
    ['PROPFIND', '/.well-known/caldav'],
    ['PROPFIND', '/dav/'],
    ['OPTIONS', '/dav/calendars/ann/'],
    ['REPORT', '/dav/calendars/ann/x/'],
    ['MKCALENDAR', '/dav/calendars/ann/y%2Fz/'],
    ['PROPPATCH', '/dav/calendars/ann/x/'],
    ['PUT', '/dav/calendars/ann/x/one.ics'],
    ['DELETE', '/dav/calendars/ann/x/one.ics'],
    ['GET', '/feeds/tskf_secret.ics?as=event'],
  ])('%s %s goes to the API as it came', async (method, path) => {
    answer = (_request, response) => void response.writeHead(200, { dav: '1, 3' }).end('reached');
    const headers = { ...program, depth: '1', 'if-match': '"1"' };
    const response = await proxy(noSession).sendRaw(path, method, headers);
    expect(response.headers.get('dav')).toBe('1, 3');
    expect(received[0]).toMatchObject({ method, url: path });
    const kept = { authorization: program.authorization, depth: '1', 'if-match': '"1"' };
    expect(received[0]?.headers).toMatchObject(kept);
  });

  it('is asked for a password by the API, and never with a session', async () => {
    const challenge = 'Basic realm="Taskora"';
    answer = (_request, response) =>
      void response.writeHead(401, { 'www-authenticate': challenge }).end();
    const response = await proxy(noSession).sendRaw('/dav/', 'PROPFIND', nobody);
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, challenge]);
    expect(received[0]?.headers).not.toHaveProperty('authorization');
    expect(received[0]?.headers).not.toHaveProperty('cookie');
  });

  it('is refused to a page of another site, whose browser may know the password', async () => {
    const headers = { ...program, origin: 'https://evil.example' };
    expect((await proxy().sendRaw('/dav/', 'DELETE', headers)).status).toBe(403);
    expect(received).toEqual([]);
  });

  it.each([
    ['PUT', 256],
    ['PROPFIND', 256],
    ['REPORT', 1024],
  ])('%s has at most %i KiB', async (method, kibibytes) => {
    answer = (_request, response) => void response.end();
    const declared = (more: number) => ({
      ...program,
      'content-length': String(kibibytes * 1024 + more),
    });
    expect((await proxy().sendRaw('/dav/', method, declared(1))).status).toBe(413);
    expect(received).toEqual([]);
  });

  it('is held up after many wrong passwords of one network', async () => {
    answer = (_request, response) => void response.writeHead(401).end();
    const { sendRaw: send } = proxy();
    const guess = (index: number) =>
      send('/dav/', 'PROPFIND', { ...nobody, authorization: `Basic ${btoa(`ann:${index}`)}` });
    for (let index = 0; index < 30; index += 1) await guess(index);
    expect((await guess(30)).status).toBe(429);
    expect(received).toHaveLength(30);
  });

  it.each(['/davx', '/feeds/', '/feeds/a/b.ics', '/.well-known/carddav'])(
    'is nothing else: %s',
    async (path) => {
      expect((await proxy().sendRaw(path, 'GET', program)).status).toBe(404);
      expect(received).toEqual([]);
    },
  );

  it('is no method of other addresses', async () => {
    const response = await proxy().sendRaw('/api/v1/tasks', 'PROPFIND', program);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).not.toContain('PROPFIND');
  });
});

describe('what the browser gets', () => {
  it('is each piece of a stream as it is sent (A3)', async () => {
    let write: (text: string) => void = () => undefined;
    let end: () => void = () => undefined;
    answer = (_request, response) => {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'x-vercel-ai-ui-message-stream': 'v1',
      });
      write = (text) => void response.write(text);
      end = () => void response.end();
      write('data: 1\n\n');
    };
    const response = await proxy().ask('/api/v1/chat', { method: 'POST', body: '{}' });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect(await reader?.read()).toEqual({ done: false, value: 'data: 1\n\n' });
    write('data: 2\n\n');
    expect(await reader?.read()).toEqual({ done: false, value: 'data: 2\n\n' });
    end();
    expect(await reader?.read()).toMatchObject({ done: true });
    expect(response.headers.get('cache-control')).toContain('no-transform');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('x-vercel-ai-ui-message-stream')).toBe('v1');
  });

  it('is a compressed body as it came, with its encoding', async () => {
    const packed = gzipSync('hello');
    answer = (_request, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed);
    const response = await proxy().sendRaw('/api/v1/tasks');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(Buffer.from(await response.arrayBuffer()).equals(packed)).toBe(true);
  });

  it('is for HEAD what GET would be, without its body', async () => {
    answer = (request, response) =>
      void response
        .writeHead(200, { 'content-length': '5', 'x-method': request.method })
        .end('hello');
    const response = await proxy().sendRaw('/api/v1/tasks', 'HEAD');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('5');
    expect(response.headers.get('x-method')).toBe('GET');
    expect(await response.text()).toBe('');
  });

  it('is for OPTIONS what may be asked, of which the API hears nothing', async () => {
    const response = await proxy().sendRaw('/api/v1/tasks', 'OPTIONS');
    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toContain('PATCH');
    expect(received).toEqual([]);
  });

  it('is an empty answer for 204', async () => {
    answer = (_request, response) => void response.writeHead(204).end();
    const response = await proxy().ask('/api/v1/tasks/1', { method: 'DELETE' });
    expect(response.status).toBe(204);
    expect(response.body).toBeNull();
  });

  it('is no cookie of the API, but the prolonged session', async () => {
    answer = (_request, response) => void response.writeHead(200, { 'set-cookie': 'api=1' }).end();
    const issueToken = async () => ({
      token: 'minted',
      setCookies: ['taskora.session_token=longer'],
    });
    const response = await proxy({ issueToken }).ask('/api/v1/tasks');
    expect(response.headers.getSetCookie()).toEqual(['taskora.session_token=longer']);
  });

  it("is the API's own refusal of a long body", async () => {
    answer = (request, response) => {
      request.resume();
      response.writeHead(413, { 'content-type': 'application/problem+json' }).end('{"status":413}');
    };
    const response = await proxy().ask('/api/v1/chat', {
      method: 'POST',
      body: 'x'.repeat(200_000),
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ status: 413 });
  });
});

describe('a client that goes away', () => {
  it('ends the request to the API while it streams', async () => {
    const closed = new Promise<{ answeredWhole: boolean }>((resolve) => {
      answer = (_request, response) => {
        response.on('close', () => resolve({ answeredWhole: response.writableEnded }));
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write('data: 1\n\n');
      };
    });
    const response = await proxy().ask('/api/v1/chat', { method: 'POST', body: '{}' });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect(closed).resolves.toEqual({ answeredWhole: false });
    expect(logLines).toEqual([]);
  });

  it('ends the request to the API before it answers', async () => {
    const clientClosed = new AbortController();
    const closed = new Promise<void>((resolve) => {
      answer = (request) => {
        request.on('close', resolve);
        clientClosed.abort();
      };
    });
    const asked = proxy().ask('/api/v1/tasks', { signal: clientClosed.signal });
    await expect(asked).rejects.toThrow(/abort/);
    await closed;
    expect(logLines).toEqual([]);
  });

  it('asks the API nothing when it has left by then', async () => {
    answer = (_request, response) => void response.end();
    const url = new URL(`${api.url}/api/v1/tasks`);
    const signal = AbortSignal.abort();
    const asked = requestUpstream({ method: 'GET', url, headers: {}, body: null, signal });
    await expect(asked).rejects.toThrow(/abort/);
    expect(received).toEqual([]);
  });
});

describe('attacks', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])(
    'a %s from another site is refused',
    async (method) => {
      const response = await proxy().ask('/api/v1/tasks', {
        method,
        headers: { origin: 'https://evil.example' },
      });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ title: 'Forbidden', status: 403, fields: [] });
      expect(received).toEqual([]);
    },
  );

  it('a form that hides its origin is refused', async () => {
    const headers = { origin: undefined };
    const request = { method: 'POST', body: 'title=x', headers };
    expect((await proxy().ask('/api/v1/tasks', request)).status).toBe(403);
  });

  it('a hundred megabytes are refused before they are read', async () => {
    const headers = { 'content-length': String(100 * 1024 * 1024) };
    const response = await proxy().sendRaw('/api/v1/tasks', 'POST', headers);
    expect(response.status).toBe(413);
    expect(received).toEqual([]);
  });

  it.each([
    ['a body of 900 KB', '/api/v1/tasks', 900_000],
    ['a body of one byte more than the API takes', '/api/v1/tasks', 512 * 1024 + 1],
    ['a message of as many', '/api/v1/chat', 512 * 1024 + 1],
  ])('%s is refused here, and not lost on its way', async (_what, path, bytes) => {
    answer = closeEarly;
    const response = await proxy().ask(path, { method: 'POST', body: 'x'.repeat(bytes) });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ title: 'Too large', status: 413, fields: [] });
    expect(received).toEqual([]);
  });

  it('the longest notes are handed on, however they are written', async () => {
    answer = (request, response) => void request.resume().on('end', () => response.end());
    const escaped = `{"title":"x","notes":"${String.raw`\ud83d\ude00`.repeat(32_768)}"}`;
    expect((await proxy().ask('/api/v1/tasks', { method: 'POST', body: escaped })).status).toBe(
      200,
    );
    expect(received).toHaveLength(1);
  });

  it('a file of more than 32 MB is refused before it is read', async () => {
    const headers = { 'content-length': String(32_000_001) };
    expect((await proxy().sendRaw('/api/v1/imports', 'POST', headers)).status).toBe(413);
    expect(received).toEqual([]);
  });

  it('a file of unknown length is counted as it is handed on', async () => {
    answer = (request) => void request.resume();
    let pieces = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pieces += 1;
        if (pieces > 34) controller.close();
        else controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    expect((await proxy().ask('/api/v1/imports', { method: 'POST', body })).status).toBe(413);
  });

  it('a body of unknown length is counted as it comes', async () => {
    answer = closeEarly;
    let pieces = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pieces += 1;
        if (pieces > 48) controller.close();
        else controller.enqueue(new Uint8Array(64 * 1024));
      },
    });
    expect((await proxy().ask('/api/v1/tasks', { method: 'POST', body })).status).toBe(413);
    expect(received).toEqual([]);
  });

  it.each(['/api/v1/%2e%2e/%2e%2e/health', '/api/v1/../../ready', '/api/v1/%2E./tasks', '/api/v1'])(
    'nothing but /api/v1/ is reached, and no token is made for it: %s',
    async (path) => {
      answer = (_request, response) => void response.end('reached');
      const issueToken = () => Promise.reject(new Error('a token was made'));
      const response = await proxy({ issueToken }).sendRaw(path);
      expect(response.status).toBe(404);
      expect(received).toEqual([]);
    },
  );

  it.each(['TRACE', 'PROPFIND', 'QUERY'])(
    'a %s is refused, with what may be asked',
    async (method) => {
      const response = await proxy().sendRaw('/api/v1/tasks', method);
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
      expect(await response.json()).toMatchObject({ title: 'Method not allowed', status: 405 });
      expect(received).toEqual([]);
    },
  );

  it('nobody gets through without a session', async () => {
    const response = await proxy({ issueToken: async () => null }).ask('/api/v1/tasks');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ title: 'Unauthorized', status: 401 });
    expect(received).toEqual([]);
  });
});

describe('a database of accounts that is away', () => {
  const away = () =>
    Promise.reject(new AccountsUnavailable(new Error('connect ETIMEDOUT 10.0.0.1')));

  it('is 503 with a time to come back, and nobody is told to sign in', async () => {
    const response = await proxy({ issueToken: away }).ask('/api/v1/tasks');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({
      title: 'Service unavailable',
      detail: expect.stringMatching(/^Accounts cannot be reached .*You are still signed in/),
    });
    expect(text).not.toMatch(/signed out|10\.0\.0\.1/);
    expect(received).toEqual([]);
  });
});

describe('an API that fails', () => {
  it('is 503 with a time to come back when it is not there', async () => {
    const response = await proxy({ apiUrl: () => 'http://127.0.0.1:1' }).ask('/api/v1/tasks');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('2');
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ title: 'Service unavailable', fields: [] });
    expect(text).not.toMatch(/ECONNREFUSED|127\.0\.0\.1/);
    expect(logLines.join('')).toMatch(/ECONNREFUSED/);
  });

  it('is 504 when it does not answer in time, because the change may have been made', async () => {
    answer = () => undefined;
    const handler = proxy({ answerTimeoutMilliseconds: 50 });
    const response = await handler.ask('/api/v1/tasks', { method: 'POST', body: '{}' });
    expect(response.status).toBe(504);
    expect(await response.json()).toMatchObject({ title: 'Gateway timeout', status: 504 });
  });

  it('is waited for longer where the whole answer of the assistant comes at once (A3)', async () => {
    const reached = Promise.withResolvers<ServerResponse>();
    answer = ({ url }, response) => {
      if (url === '/api/ada/chat') reached.resolve(response);
    };
    const handler = proxy({ answerTimeoutMilliseconds: 50 });
    const headers = { authorization: 'Bearer taskora_pat_1', cookie: undefined };
    const whole = handler.ask('/api/ada/chat', { method: 'POST', headers, body: '{}' });
    const response = await reached.promise;
    // It was asked later, and is given up by now.
    expect((await handler.ask('/api/ada/tasks', { headers })).status).toBe(504);
    response.end('whole');
    expect(await (await whole).text()).toBe('whole');
  });

  it.each(['/api/v1/imports', '/api/v1/plans/1/apply', '/api/v1/changes/1/undo'])(
    'is waited for longer where it may be about very many tasks: %s',
    async (path) => {
      const reached = Promise.withResolvers<ServerResponse>();
      answer = ({ url }, response) => {
        if (url === path) reached.resolve(response);
      };
      const handler = proxy({ answerTimeoutMilliseconds: 50 });
      const long = handler.ask(path, { method: 'POST', body: '{}' });
      const response = await reached.promise;
      // It was asked later, and is given up by now.
      expect((await handler.ask('/api/v1/tasks')).status).toBe(504);
      response.end('done');
      expect(await (await long).text()).toBe('done');
    },
  );

  it('is 502 when it breaks off', async () => {
    answer = (request) => void request.socket.destroy();
    const response = await proxy().ask('/api/v1/tasks', { method: 'POST', body: '{}' });
    expect(response.status).toBe(502);
  });

  it('that breaks off in its answer cuts the answer, so that nobody takes half for the whole', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: 1\n\n', () => response.destroy());
    };
    const response = await proxy().ask('/api/v1/chat', { method: 'POST', body: '{}' });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow(/terminated/);
  });

  it('is not asked again after it took too long, for it may be at work', async () => {
    answer = (_request, response) => void response.end('ok');
    const handler = proxy({ answerTimeoutMilliseconds: 50 });
    await (await handler.ask('/api/v1/tasks')).text();
    answer = () => undefined;
    expect((await handler.ask('/api/v1/tasks')).status).toBe(504);
    expect(received).toHaveLength(2);
  });

  it('is not asked again for a change', async () => {
    answer = (_request, response) => void response.end('ok');
    const handler = proxy();
    await (await handler.ask('/api/v1/tasks')).text();
    answer = (request) => void request.socket.destroy();
    expect((await handler.ask('/api/v1/tasks/1', { method: 'DELETE' })).status).toBe(502);
    expect(received).toHaveLength(2);
  });

  it('is not asked again when its answer had begun', async () => {
    answer = (_request, response) => void response.end('ok');
    const handler = proxy();
    await (await handler.ask('/api/v1/tasks')).text();
    answer = ({ socket }) => void socket.write('HTTP/1.1 200', () => socket.resetAndDestroy());
    expect((await handler.ask('/api/v1/tasks')).status).toBe(502);
    expect(received).toHaveLength(2);
  });

  it('is asked again for a change that it makes once however often it comes', async () => {
    answer = (_request, response) => void response.end('ok');
    const handler = proxy();
    const change = {
      method: 'POST',
      body: '{"title":"x"}',
      headers: { 'idempotency-key': 'one', 'content-type': 'application/json' },
    };
    await (await handler.ask('/api/v1/tasks', change)).text();
    const bodies: string[] = [];
    answer = (request, response) => {
      if (received.length === 2) request.socket.destroy();
      else void bodyText(request).then((text) => response.end(`again ${bodies.push(text)}`));
    };
    expect(await (await handler.ask('/api/v1/tasks', change)).text()).toBe('again 1');
    expect(bodies).toEqual([change.body]);
  });

  it('is asked again when a kept connection turns out closed (P2)', async () => {
    answer = (_request, response) => void response.end('ok');
    const handler = proxy();
    await (await handler.ask('/api/v1/tasks')).text();
    answer = (request, response) => {
      // The first connection belongs to a replica that is gone; a new one is fine.
      if (received.length === 2) request.socket.destroy();
      else response.end('again');
    };
    expect(await (await handler.ask('/api/v1/tasks')).text()).toBe('again');
    expect(received).toHaveLength(3);
  });
});
