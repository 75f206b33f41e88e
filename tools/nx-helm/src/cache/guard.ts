import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { messageOf } from '@taskora/base/errors';
import { checkEntry, signEntry } from './entry-signature.ts';
import type { CacheKeys } from './keys.ts';

interface GuardRequest {
  /** The remote cache of the variables that Nx reads, and its token. */
  readonly server: string;
  readonly token?: string | undefined;
  readonly keys: CacheKeys;
  readonly say: (line: string) => void;
}

export interface CacheGuard {
  readonly address: string;
  /** For Nx alone: another user of the machine shall neither store nor have anything signed. */
  readonly token: string;
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly type: string;
}

/** A slow line may take this long for one entry. */
const timeoutMilliseconds = 300_000;

/**
 * Stands between Nx, whose client is compiled, and its remote cache: signs what is stored, and hands out
 * nothing that is not signed. What it does not hand out is a miss to Nx.
 */
export async function startCacheGuard(request: GuardRequest): Promise<CacheGuard> {
  const token = randomBytes(32).toString('hex');
  const server = createServer((incoming, response) => {
    answerOf(incoming, request, token)
      .catch((error: unknown) =>
        text(502, `the remote cache ${request.server}: ${reasonOf(error)}`),
      )
      .then((answer) => send(response, answer))
      .catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Nx ends with its tasks, whether or not it says so.
  server.unref();
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { address: `http://127.0.0.1:${port}`, token, stop };
}

async function answerOf(
  incoming: IncomingMessage,
  request: GuardRequest,
  token: string,
): Promise<Answer> {
  const body = await buffer(incoming);
  const [, hash] = /^\/v1\/cache\/([A-Za-z0-9]+)$/.exec(incoming.url ?? '') ?? [];
  if (!isOwn(incoming.headers.authorization, token)) return text(401, 'this is for one run of Nx');
  if (hash === undefined) return text(404, 'there is nothing but entries');
  if (incoming.method === 'GET') return retrieve(request, hash);
  if (incoming.method === 'PUT') return store(request, hash, body);
  return text(405, 'entries are read and stored');
}

function isOwn(authorization: string | undefined, token: string): boolean {
  const [given, own] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token}`)];
  return given.length === own.length && timingSafeEqual(given, own);
}

async function retrieve(request: GuardRequest, hash: string): Promise<Answer> {
  const answer = await ask(request, hash, { method: 'GET' });
  if (answer.status !== 200) return answer;
  const checked = checkEntry(hash, answer.body, request.keys.verify);
  if (checked.is === 'signed') return { ...answer, body: checked.entry };
  request.say(
    `Remote cache: the entry ${hash} is ${checked.is}, so it is not used and its task is built. While it is there, no other can be stored in its place.`,
  );
  return text(404, `the entry is ${checked.is}`);
}

async function store(request: GuardRequest, hash: string, entry: Buffer): Promise<Answer> {
  const { sign } = request.keys;
  // As a server answers a token for reading: Nx goes on without having stored it.
  if (sign === undefined) return text(403, 'this run has no key to sign with');
  const body = new Uint8Array(signEntry(hash, entry, sign));
  return ask(request, hash, {
    method: 'PUT',
    body,
    headers: { 'content-type': 'application/octet-stream' },
  });
}

async function ask(
  { server, token }: GuardRequest,
  hash: string,
  { headers, ...rest }: RequestInit & { readonly headers?: Record<string, string> },
): Promise<Answer> {
  const response = await fetch(`${server.replace(/\/+$/, '')}/v1/cache/${hash}`, {
    ...rest,
    headers: {
      ...headers,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    // A redirection could hand the token to somebody else.
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMilliseconds),
  });
  return {
    status: response.status,
    body: Buffer.from(await response.arrayBuffer()),
    type: response.headers.get('content-type') ?? 'application/octet-stream',
  };
}

function text(status: number, sentence: string): Answer {
  return { status, body: Buffer.from(sentence), type: 'text/plain' };
}

function send(response: ServerResponse, { status, body, type }: Answer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': body.length });
  response.end(body);
}

/** Node puts what really happened into the cause of "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error) || !(error.cause instanceof Error)) return messageOf(error);
  return messageOf(error.cause);
}
