import { strict as assert } from 'node:assert';
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Certificate } from './certificate.ts';
import { hosts } from './place.ts';
import { visit } from './pods.ts';
import { ask, askByHttp2, bodyOf, type Entrance } from './visitor.ts';

/** The cookies of somebody new, who has an account of this host. */
async function signUp(entrance: Entrance, host: string): Promise<string> {
  const account = {
    name: 'Routed',
    email: `routed-${randomUUID()}@taskora.example`,
    password: randomBytes(12).toString('hex'),
  };
  const answer = await ask(entrance, { host, path: '/api/auth/sign-up/email', json: account });
  assert.equal(answer.status, 200, bodyOf(answer));
  return answer.cookies;
}

/** A program with an access token reaches the tools of the API through the route. */
export async function showMcp(entrance: Entrance): Promise<void> {
  const host = hosts.web;
  const made = await ask(entrance, {
    host,
    path: '/api/v1/tokens',
    json: { name: 'routing', scopes: ['tasks:read', 'tasks:write'], expiresInDays: 1 },
    headers: { cookie: await signUp(entrance, host) },
  });
  assert.equal(made.status, 201, bodyOf(made));
  const { token } = z.object({ token: z.string() }).parse(JSON.parse(bodyOf(made)));
  const listed = await ask(entrance, {
    host,
    path: '/mcp',
    json: { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} },
    headers: { authorization: `Bearer ${token}` },
  });
  assert.equal(listed.status, 200, bodyOf(listed));
  const schema = z.object({ result: z.object({ tools: z.array(z.object({ name: z.string() })) }) });
  const { tools } = schema.parse(JSON.parse(bodyOf(listed))).result;
  assert.ok(tools.length > 0);
  console.log(`/mcp answers through the route: ${tools.length} tools`);
}

/** A program without a token learns through the route where it gets one, under the name that people type. */
export async function showAuthorization(entrance: Entrance): Promise<void> {
  const host = hosts.web;
  const address = `https://${host}`;
  const read = async (path: string): Promise<unknown> => {
    const answer = await ask(entrance, { host, path });
    assert.equal(answer.status, 200, bodyOf(answer));
    return JSON.parse(bodyOf(answer));
  };
  const resource = z
    .object({ resource: z.string(), authorization_servers: z.array(z.string()) })
    .parse(await read('/.well-known/oauth-protected-resource/mcp'));
  assert.deepEqual(resource, { resource: `${address}/mcp`, authorization_servers: [address] });
  const server = z
    .object({ issuer: z.string(), jwks_uri: z.string() })
    .parse(await read('/.well-known/oauth-authorization-server'));
  assert.equal(server.issuer, address);
  await read(new URL(server.jwks_uri).pathname);
  console.log('both documents of OAuth and its keys answer through the route');
}

/** A calendar program finds the calendars of a person, and a feed opens without anything but its address. */
export async function showCalendars(entrance: Entrance): Promise<void> {
  const host = hosts.web;
  const headers = { cookie: await signUp(entrance, host) };
  const make = async <Made>(path: string, schema: z.ZodType<Made>): Promise<Made> => {
    const made = await ask(entrance, { host, path, json: { name: 'routing' }, headers });
    assert.equal(made.status, 201, bodyOf(made));
    return schema.parse(JSON.parse(bodyOf(made)));
  };
  const { userName, password } = await make(
    '/api/v1/app-passwords',
    z.object({ userName: z.string(), password: z.string() }),
  );
  const asked = { host, method: 'PROPFIND', path: '/dav/' };
  const credentials = Buffer.from(`${userName}:${password}`).toString('base64');
  const authorization = `Basic ${credentials}`;
  const found = await ask(entrance, { ...asked, headers: { authorization, depth: '0' } });
  assert.equal(found.status, 207, bodyOf(found));
  assert.equal((await ask(entrance, asked)).status, 401);
  const wellKnown = { ...asked, path: '/.well-known/caldav' };
  assert.equal((await ask(entrance, wellKnown)).status, 301);
  const { path } = await make('/api/v1/calendar-feeds', z.object({ path: z.string() }));
  assert.equal((await ask(entrance, { host, path })).status, 200);
  console.log('/dav, /feeds and /.well-known/caldav answer through the route');
}

/** The limit of `WRONG_SIGN_INS_PER_ADDRESS`, unless somebody sets another. */
const wrongSignIns = 10;

/**
 * Behind the routing each visitor is one of their own: whoever typed too many wrong passwords waits, whatever
 * they say of their address, and nobody else does.
 */
export async function showVisitors(certificate: Certificate): Promise<void> {
  const first = await visit('visitor-one', wrongSignIns + 1, certificate);
  const second = await visit('visitor-two', 1, certificate);
  assert.deepEqual(first, [...Array<number>(wrongSignIns).fill(401), 429]);
  assert.deepEqual(second, [401]);
  console.log('one visitor is held up after ten wrong passwords, and the other is not');
}

/**
 * An answer that takes this long, with silence in it, comes in pieces: its beginning long before its end, by
 * HTTP/1.1 and by HTTP/2.
 */
export async function showStreams(entrance: Entrance, seconds: number): Promise<void> {
  const host = hosts.chatbot;
  const say = async (by: typeof ask): Promise<void> => {
    const answer = await by(entrance, {
      host,
      path: '/api/v1/chat',
      json: { conversationId: randomUUID(), text: 'tell me a long story', timeZone: 'UTC' },
      headers: { cookie: await signUp(entrance, host) },
    });
    const { pieces } = answer;
    assert.equal(answer.status, 200, bodyOf(answer));
    const first = pieces.findIndex((piece) => piece.includes('the-first-word'));
    const last = pieces.findIndex((piece) => piece.includes('the-last-word'));
    assert.ok(first >= 0, `the answer has no beginning: ${bodyOf(answer)}`);
    assert.ok(last > first, `the end came with the beginning, or not at all: ${bodyOf(answer)}`);
  };
  await Promise.all([say(ask), say(askByHttp2)]);
  console.log(`an answer of ${seconds} s comes in pieces, by HTTP/1.1 and by HTTP/2`);
}
