import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as client from './generated/api.gen.ts';

interface Operation {
  operationId: string;
  requestBody?: unknown;
  parameters?: { in: string; name: string }[];
}

const document = JSON.parse(
  readFileSync(join(__dirname, '../../../apps/api/openapi.json'), 'utf8'),
) as { paths: Record<string, Record<string, Operation>> };

const mutations = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([method]) => method !== 'get')
    .map(([method, operation]) => ({ path, method, ...operation })),
);
const id = '3f0e8a52-7a5c-4b8a-9f43-0d6a1f1f7c11';

type Send = (...values: unknown[]) => Promise<unknown>;

/** Calls the client's function of an operation, and gives the headers that the server received. */
async function sent({ operationId, path, requestBody }: (typeof mutations)[number], count: number) {
  const received: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    received.push(request);
    response.writeHead(200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browserFetch = globalThis.fetch;
  globalThis.fetch = (input, init) => browserFetch(new URL(input as string, origin), init);
  try {
    const send = (client as unknown as Record<string, Send>)[operationId];
    const values = [...(path.includes('{id}') ? [id] : []), ...(requestBody ? [{}] : [])];
    for (let number = 0; number < count; number += 1) await send?.(...values);
  } finally {
    globalThis.fetch = browserFetch;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  return received.map(({ headers }) => headers['idempotency-key']);
}

describe('every operation that may change something', () => {
  it('is there to be tested', () => {
    expect(mutations.map(({ operationId }) => operationId)).toContain('undoChange');
  });

  it.each(mutations.map((each) => [each.operationId, each] as const))(
    '%s goes out with a key of its own each time',
    async (_name, operation) => {
      const keys = await sent(operation, 2);
      expect(keys).toHaveLength(2);
      expect(new Set(keys).size).toBe(2);
      for (const key of keys) expect(key).toMatch(/^[!-~]{1,200}$/u);
    },
  );
});
