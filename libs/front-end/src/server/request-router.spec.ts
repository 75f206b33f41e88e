import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccountFixture, type AccountFixture } from '../testing/account-fixture.ts';
import { createGate } from '../testing/database.ts';
import { createTestFrontEnd, signUp, type TestFrontEnd } from '../testing/front-end.ts';
import { sendRaw, serve, type Served } from '../testing/http-server.ts';
import { interceptRequests } from './request-interceptor.ts';

let fixture: AccountFixture;
let api: Served;
const opened: Served[] = [];

beforeAll(async () => {
  fixture = await createAccountFixture();
  api = await serve((request, response) => response.end(`the API got ${request.method}`));
});

afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

afterAll(async () => {
  await api.close();
  await fixture.close();
});

/** A front end whose pages are one line of text, as the framework behind it would render them. */
async function open(changes: Record<string, string> = {}) {
  const frontEnd = fixture.open({ API_URL: api.url, ...changes });
  const served = await serve((request, response) =>
    frontEnd.requestRouter(request, response, () => {
      void frontEnd
        .getVisitor(new Headers({ cookie: request.headers.cookie ?? '' }))
        .then((who) => {
          response.setHeader('content-type', 'text/plain');
          response.end(
            who === 'unavailable' ? 'unavailable' : `page for ${who?.user.email ?? 'nobody'}`,
          );
        });
    }),
  );
  opened.push(served);
  const ask = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
    sendRaw({ port: served.port, path, method, headers });
  return { frontEnd, ask };
}

describe('what is answered in front of the page framework', () => {
  it('is the API, accounts and probes; pages and files are left to it', async () => {
    const { ask } = await open();
    const cookie = await signUp(fixture.frontEnd, 'router@example.com');
    expect(await (await ask('/api/v1/tasks', 'GET', { cookie })).text()).toBe('the API got GET');
    expect(await (await ask('/api/auth/jwks')).json()).toHaveProperty('keys');
    expect(await (await ask('/health')).json()).toEqual({ status: 'ok', service: 'web' });
    expect(await (await ask('/ready')).json()).toMatchObject({ status: 'ok' });
    expect(await (await ask('/tasks', 'GET', { cookie })).text()).toBe(
      'page for router@example.com',
    );
  });

  it('is the API for programs that bring a token, with the headers of its answers', async () => {
    const { ask } = await open();
    const authorization = 'Bearer own';
    for (const path of ['/mcp', '/api/user-1/tasks']) {
      const response = await ask(path, 'GET', { authorization });
      expect(await response.text()).toBe('the API got GET');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    }
    expect((await ask('/api/user-1/tasks')).status).toBe(401);
    expect(await (await ask('/mcp/elsewhere')).text()).toBe('page for nobody');
  });

  it.each([
    ['/api/', 404],
    ['/api/elsewhere', 404],
    ['/api/v1', 404],
    ['/api/auth/token', 404],
    ['/x/../api/auth/get-session', 404],
    ['/api/v1/%2e%2e/%2e%2e/health', 200],
  ])('is nothing but that: %s', async (path, status) => {
    const { ask } = await open();
    expect((await ask(path)).status).toBe(status);
  });

  it.each(['//evil.example/api/v1/tasks', 'http://evil.example/api/v1/tasks', '/\\evil.example'])(
    'is no address of another host: %s',
    async (target) => {
      const { ask } = await open();
      expect(await (await ask(target)).text()).toBe('page for nobody');
    },
  );

  it('carries the security headers that pages have from the framework', async () => {
    const { ask } = await open();
    for (const path of ['/api/v1/tasks', '/api/auth/jwks', '/health']) {
      const { headers } = await ask(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('asks for https for a year where people come over it, on pages too', async () => {
    const { ask } = await open({ PUBLIC_URL: 'https://tasks.example' });
    for (const path of ['/api/v1/tasks', '/health', '/tasks']) {
      expect((await ask(path)).headers.get('strict-transport-security')).toBe('max-age=31536000');
    }
  });

  it.each([
    ['TRACE', '/tasks', 'GET, HEAD, POST, OPTIONS'],
    ['PROPFIND', '/', 'GET, HEAD, POST, OPTIONS'],
    ['TRACE', '/api/auth/sign-in/email', 'GET, POST'],
    ['DELETE', '/health', 'GET, HEAD'],
  ])('answers %s %s with 405 and what may be asked', async (method, path, allow) => {
    const { ask } = await open();
    const answer = await ask(path, method);
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('a page while accounts are away', () => {
  it('goes out as 503 with a time to come back, for whoever may be signed in', async () => {
    const gate = await createGate(fixture.database.url);
    await gate.open();
    const { ask } = await open({ DATABASE_URL: gate.url });
    const cookie = await signUp(fixture.frontEnd, 'away@example.com');
    expect((await ask('/tasks', 'GET', { cookie })).status).toBe(200);
    await gate.shut();
    const away = await ask('/tasks', 'GET', { cookie });
    expect(away.status).toBe(503);
    expect(away.headers.get('retry-after')).toBe('2');
    expect(away.headers.getSetCookie()).toEqual([]);
    expect(await away.text()).toBe('unavailable');
    const visitor = await ask('/tasks');
    expect([visitor.status, await visitor.text()]).toEqual([200, 'page for nobody']);
    expect((await ask('/api/v1/tasks', 'GET', { cookie })).status).toBe(503);
    await gate.open();
    expect((await ask('/tasks', 'GET', { cookie })).status).toBe(200);
    await gate.shut();
  });
});

describe('the place in front of the framework’s server', () => {
  it('is taken before its first request, and keeps connections longer than proxies do', async () => {
    const frontEnd: TestFrontEnd = createTestFrontEnd('postgresql://nobody@127.0.0.1:1/none');
    const stop = interceptRequests(frontEnd.requestRouter, () => undefined);
    const served = await serve((_request, response) => response.end('the framework'));
    opened.push(served);
    const agent = { port: served.port, headers: { connection: 'keep-alive' } };
    const first = await sendRaw({ ...agent, path: '/health' });
    expect(await first.json()).toEqual({ status: 'ok', service: 'web' });
    const second = await sendRaw({ ...agent, path: '/tasks' });
    expect(await second.text()).toBe('the framework');
    expect(second.headers.get('keep-alive')).toBe('timeout=75');
    stop();
    await frontEnd.close();
  });
});
