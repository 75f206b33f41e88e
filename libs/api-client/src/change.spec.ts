import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendChange } from './change.ts';
import { request } from './request.ts';

let server: Server;
let origin: string;
let received: IncomingHttpHeaders;
const idempotencyKey = 'k1';
let answer: { status: number; headers: Record<string, string>; body: string };

beforeEach(async () => {
  answer = { status: 200, headers: { 'change-id': 'c1' }, body: '{"title":"a"}' };
  server = createServer((incoming, response) => {
    received = incoming.headers;
    response
      .writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      .end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const send = (options: Parameters<typeof request>[1]): Promise<unknown> =>
  request(origin, {
    ...options,
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json', ...(options.headers as object) },
  });

describe('changes of tasks', () => {
  it('tells the change that was made beside the answer', async () => {
    await expect(sendChange(send, { idempotencyKey })).resolves.toEqual({
      result: { title: 'a' },
      changeId: 'c1',
    });
    answer = { status: 204, headers: { 'change-id': 'c2' }, body: '' };
    await expect(sendChange(send, { idempotencyKey })).resolves.toEqual({
      result: undefined,
      changeId: 'c2',
    });
  });

  it('tells that nothing was changed', async () => {
    answer.headers = {};
    await expect(sendChange(send, { idempotencyKey })).resolves.toEqual({
      result: { title: 'a' },
      changeId: null,
    });
  });

  it('sends the key and the version beside the headers of the client', async () => {
    await sendChange(send, { idempotencyKey, version: 7 });
    expect(received).toMatchObject({
      'content-type': 'application/json',
      'idempotency-key': 'k1',
      'if-match': '"7"',
    });
  });

  it('sends no version when there is none', async () => {
    await sendChange(send, { idempotencyKey });
    expect(received).not.toHaveProperty('if-match');
  });

  it('asks once more, under the same key, for an answer that was lost', async () => {
    const keys: unknown[] = [];
    server.removeAllListeners('request');
    server.on('request', (incoming, response) => {
      keys.push(incoming.headers['idempotency-key']);
      if (keys.length === 1) response.destroy();
      else response.writeHead(200, { 'change-id': 'c1' }).end('{"title":"a"}');
    });
    await expect(sendChange(send, { idempotencyKey })).resolves.toMatchObject({ changeId: 'c1' });
    expect(keys).toEqual([idempotencyKey, idempotencyKey]);
  });

  it('asks for a refusal only once', async () => {
    let asked = 0;
    server.on('request', () => (asked += 1));
    answer = { status: 404, headers: {}, body: '{}' };
    await expect(sendChange(send, { idempotencyKey })).rejects.toMatchObject({
      problem: { status: 404 },
    });
    expect(asked).toBe(1);
  });

  it('passes on the refusal of an old version with its status', async () => {
    answer = {
      status: 412,
      headers: {},
      body: JSON.stringify({
        requestId: 'r1',
        title: 'Precondition Failed',
        detail: 'This task was changed in the meantime.',
        status: 412,
        fields: [],
      }),
    };
    await expect(sendChange(send, { idempotencyKey, version: 1 })).rejects.toMatchObject({
      problem: { status: 412 },
    });
  });
});
