import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchHalfSent, type HalfSentWatch } from './half-sent.ts';

const whole = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok';

let watch: HalfSentWatch;
let server: Server;
let clients: Socket[];
let responses: ServerResponse[];

beforeEach(async () => {
  watch = watchHalfSent();
  clients = [];
  responses = [];
  server = createServer((request, response) => {
    responses.push(response);
    request.resume();
    server.emit('asked');
    request.on('end', () => server.emit('arrived'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
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
