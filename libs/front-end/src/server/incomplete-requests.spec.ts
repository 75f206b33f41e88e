import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchIncompleteRequests, type IncompleteRequestWatch } from './incomplete-requests.ts';

const whole = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok';

let watch: IncompleteRequestWatch;
let server: Server;
let clients: Socket[];
let responses: ServerResponse[];
let connected: Promise<Socket>;

beforeEach(async () => {
  watch = watchIncompleteRequests();
  clients = [];
  responses = [];
  server = createServer((request, response) => {
    responses.push(response);
    request.resume();
    server.emit('asked');
    request.on('end', () => server.emit('arrived'));
  });
  connected = once(server, 'connection').then(([socket]) => socket as Socket);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

// It listens to the whole process, in which other tests have servers of their own.
afterEach(async () => {
  watch.stop();
  for (const client of clients) client.destroy();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
});

async function send(text: string, until: 'asked' | 'arrived' | 'connection'): Promise<Socket> {
  const reached = once(server, until);
  const client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  clients.push(client);
  client.on('error', () => undefined);
  client.write(text);
  await reached;
  return client;
}

describe('a server that is told to stop (P2)', () => {
  it.each([
    ['in its head', 'POST / HTTP/1.1\r\nHost:', 'connection'],
    ['in its body', whole.slice(0, -1), 'asked'],
  ] as const)('does not wait for a request that stopped %s', async (_where, text, until) => {
    await send(text, until);
    const stopped = new Promise((resolve) => server.close(resolve));
    expect(watch.close()).toBe(1);
    await stopped;
  });

  it('finishes a request that has arrived whole', async () => {
    const client = await send(whole, 'arrived');
    const stopped = new Promise((resolve) => server.close(resolve));
    expect(watch.close()).toBe(0);
    const answered = once(client, 'data');
    responses[0]?.end('answer');
    expect(String((await answered)[0])).toContain('answer');
    await stopped;
  });
});

describe('a sender that never finishes', () => {
  const seconds = (count: number) => Date.now() + count * 1000;

  it.each([
    ['before its first byte', '', 'connection', 16],
    ['in its head', 'POST / HTTP/1.1\r\nHost:', 'connection', 16],
    ['in its body', whole.slice(0, -1), 'asked', 31],
  ] as const)('is cut with 408 that stopped %s', async (_where, text, until, late) => {
    const client = await send(text, until);
    expect(watch.sweep(seconds(late - 2))).toBe(0);
    const closed = once(client, 'close');
    const answered = once(client, 'data');
    expect(watch.sweep(seconds(late))).toBe(1);
    expect(String((await answered)[0])).toMatch(/^HTTP\/1\.1 408 /);
    await closed;
  });

  it('is not one who waits for an answer, nor one whose connection is idle after it', async () => {
    const client = await send(whole, 'arrived');
    expect(watch.sweep(seconds(60))).toBe(0);
    const answered = once(client, 'data');
    responses[0]?.end('answer');
    await answered;
    expect(watch.sweep(seconds(60))).toBe(0);
    expect(watch.sweep(seconds(120))).toBe(0);
  });

  it('is not one whose connection speaks another protocol by now', async () => {
    await send('POST / HTTP/1.1\r\nHost:', 'connection');
    watch.ignore(await connected);
    expect(watch.sweep(seconds(60))).toBe(0);
  });

  it('is looked for by the server itself', async () => {
    watch.stop();
    watch = watchIncompleteRequests({ headMilliseconds: 0, requestMilliseconds: 0 });
    const client = await send('POST / HTTP/1.1\r\nHost:', 'connection');
    const [answer] = await once(client, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is none any more when the watch is over, of a connection before or after that', async () => {
    await send('POST / HTTP/1.1\r\nHost:', 'connection');
    watch.stop();
    await send('POST / HTTP/1.1\r\nHost:', 'connection');
    expect(watch.sweep(seconds(60))).toBe(0);
    expect(watch.close()).toBe(0);
  });
});
