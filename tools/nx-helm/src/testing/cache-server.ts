import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface CacheServer {
  readonly address: string;
  /** What clones have stored, by task hash. */
  readonly entries: ReadonlyMap<string, Buffer>;
  /** `GET 200`, `PUT 202`, ...: every request and how it was answered. */
  readonly answers: readonly string[];
  /** As somebody who got at the server's own storage, or stored first. */
  replace(hash: string, entry: Buffer): void;
  stop(): Promise<void>;
}

interface Tokens {
  /** For who may only take what others have stored: a pull request of a fork, a developer. */
  readonly read: string;
  /** For who may store as well, such as the main branch. */
  readonly write: string;
}

/** Nx's protocol for self-hosted remote caches: entries are written once, by whoever has the token for it. */
export async function startCacheServer(tokens: Tokens): Promise<CacheServer> {
  const entries = new Map<string, Buffer>();
  const answers: string[] = [];
  const server = createServer((request, response) => {
    void handle(request, response, entries, tokens).then(() =>
      answers.push(`${request.method} ${response.statusCode}`),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  const replace = (hash: string, entry: Buffer): void => void entries.set(hash, entry);
  return { address: `http://127.0.0.1:${port}`, entries, answers, replace, stop };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  entries: Map<string, Buffer>,
  { read, write }: Tokens,
): Promise<void> {
  const body = await buffer(request);
  const [, hash] = /^\/v1\/cache\/([A-Za-z0-9]+)$/.exec(request.url ?? '') ?? [];
  const stored = entries.get(hash ?? '');
  const { authorization } = request.headers;
  if (![read, write].some((token) => authorization === `Bearer ${token}`)) {
    return answer(response, 401, Buffer.from('the token is wrong'), 'text/plain');
  }
  if (hash === undefined) return answer(response, 404);
  if (request.method === 'GET') return answer(response, stored === undefined ? 404 : 200, stored);
  if (request.method !== 'PUT') return answer(response, 405);
  if (authorization !== `Bearer ${write}`) {
    return answer(response, 403, Buffer.from('the token is for reading'), 'text/plain');
  }
  if (stored !== undefined) return answer(response, 409);
  if (Number(request.headers['content-length']) !== body.length) return answer(response, 400);
  entries.set(hash, body);
  return answer(response, 202);
}

async function answer(
  response: ServerResponse,
  status: number,
  body?: Buffer,
  type = 'application/octet-stream',
): Promise<void> {
  response.writeHead(status, body === undefined ? {} : { 'content-type': type });
  response.end(body);
  await once(response, 'close');
}
