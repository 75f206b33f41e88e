import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { drainConnections } from './drained-connections.ts';

const longMilliseconds = 600_000;

let server: Server;
let agents: Agent[];
let onRequest: () => Promise<void>;
let hasClosed: boolean;

beforeEach(async () => {
  agents = [];
  onRequest = () => Promise.resolve();
  hasClosed = false;
  server = createServer((_request, response) => {
    void onRequest().then(() => response.end('answer'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  for (const agent of agents) agent.destroy();
  server.closeAllConnections();
});

/** One client, which keeps its one connection as long as it may. */
function client() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  agents.push(agent);
  return async () => {
    const { port } = server.address() as AddressInfo;
    const request = get({ host: '127.0.0.1', port, agent });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    await once(response.resume(), 'end');
    return { isKept: request.reusedSocket, connection: response.headers.connection };
  };
}

function close(): Promise<void> {
  return new Promise((resolve) =>
    server.close(() => {
      hasClosed = true;
      resolve();
    }),
  );
}

describe('connections that clients keep when a server has to stop (P2, next.js#54522)', () => {
  it('are answered once more, with the notice that they end', async () => {
    drainConnections(server, longMilliseconds);
    const asks = Array.from({ length: 20 }, client);
    for (const ask of asks) expect(await ask()).toMatchObject({ connection: 'keep-alive' });
    const closing = close();
    for (const ask of asks) expect(await ask()).toEqual({ isKept: true, connection: 'close' });
    await closing;
  });

  it('end with the request that they are in', async () => {
    drainConnections(server, longMilliseconds);
    let answer = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      onRequest = () => {
        resolve();
        return new Promise((go) => (answer = go));
      };
    });
    const asked = client()();
    await arrived;
    const closing = close();
    answer();
    expect(await asked).toEqual({ isKept: false, connection: 'close' });
    await closing;
  });

  it('may be new ones, for requests still arrive', async () => {
    drainConnections(server, longMilliseconds);
    const [first, second] = [client(), client()];
    await first();
    const closing = close();
    expect(await second()).toEqual({ isKept: false, connection: 'close' });
    expect(hasClosed).toBe(false);
    await first();
    await closing;
  });

  it('are closed in the end where nothing comes on them', async () => {
    drainConnections(server, 1);
    await client()();
    await close();
    expect(server.listening).toBe(false);
  });

  it('are waited for only where there are any', async () => {
    drainConnections(server, longMilliseconds);
    await close();
    expect(server.listening).toBe(false);
  });
});
