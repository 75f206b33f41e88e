import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;

export interface ReceivedRequest {
  method: string;
  /** Without its query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: unknown;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString('utf8');
  return text === '' ? undefined : JSON.parse(text);
}

const tasksPaths: ReadonlySet<string> = new Set(['/api/v1/events', '/api/v1/tasks']);

/** A real HTTP server in the place of the app's own origin; requests of the page go to it. */
export class ChatServer implements AsyncDisposable {
  readonly received: ReceivedRequest[] = [];
  #handler: Handler;
  #tasksHandler: Handler | null = null;
  readonly #server: Server;
  readonly #browserFetch = globalThis.fetch;

  private constructor(handler: Handler) {
    this.#handler = handler;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(handler: Handler): Promise<ChatServer> {
    const server = new ChatServer(handler);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    const { port } = server.#server.address() as AddressInfo;
    globalThis.fetch = (input, init) =>
      server.#browserFetch(new URL(input as string, `http://127.0.0.1:${port}`), init);
    return server;
  }

  /** What was asked, without how it was sent. */
  asked(): Pick<ReceivedRequest, 'body' | 'method' | 'path'>[] {
    return this.received.map(({ method, path, body }) => ({ method, path, body }));
  }

  answerWith(handler: Handler): void {
    this.#handler = handler;
  }

  /**
   * Rows of tasks ask how these are now, and for the stream that says when that changes. Until a test says
   * what they are answered, that cannot be read, and is none of what the test is about.
   */
  answerTasksWith(handler: Handler): void {
    this.#tasksHandler = handler;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const { pathname: path, searchParams: query } = new URL(url, 'http://localhost');
    const received = { method, path, query, headers, body: await readBody(request) };
    const isOfTasks = method === 'GET' && tasksPaths.has(path);
    if (isOfTasks && this.#tasksHandler === null) {
      sendProblem(response, 503, 'Tasks cannot be read.');
      return;
    }
    this.received.push(received);
    await (isOfTasks && this.#tasksHandler ? this.#tasksHandler : this.#handler)(
      received,
      response,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    globalThis.fetch = this.#browserFetch;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

export type Chunk = { type: string } & Record<string, unknown>;

/** Writes an answer chunk by chunk, as the API does. */
export class AnswerStream {
  readonly #response: ServerResponse;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'x-vercel-ai-ui-message-stream': 'v1',
    });
    this.send({ type: 'start', messageId: 'answer' });
  }

  send(...chunks: Chunk[]): this {
    for (const chunk of chunks) this.#response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    return this;
  }

  say(...deltas: string[]): this {
    this.send({ type: 'text-start', id: 'text' });
    for (const delta of deltas) this.send({ type: 'text-delta', id: 'text', delta });
    return this.send({ type: 'text-end', id: 'text' });
  }

  finish(): void {
    this.send({ type: 'finish' });
    this.#response.end('data: [DONE]\n\n');
  }

  /** The connection ends, and says nothing of the answer. */
  end(): void {
    this.#response.end();
  }

  /** The connection breaks before the answer is whole. */
  break(): void {
    this.#response.destroy();
  }
}

export function sendProblem(response: ServerResponse, status: number, detail: string): void {
  response.writeHead(status, { 'content-type': 'application/problem+json' });
  const problem = { requestId: 'r', title: 'Problem', detail, status, fields: [] };
  response.end(JSON.stringify(problem));
}

export function sendJson(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
