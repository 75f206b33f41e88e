import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { problemBody, type Problem } from './problem.ts';

function webHeadersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

/** The body of a request, or null where its head says that it has none. */
export function bodyOf(request: IncomingMessage): IncomingMessage | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  return encoding === undefined && (length === undefined || length === '0') ? null : request;
}

/** The product's error envelope, where nothing was answered yet; else the answer can only be cut. */
export function sendProblem(
  response: ServerResponse,
  problem: Problem,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { body, headers: own } = problemBody(problem);
  response.writeHead(problem.status, { ...own, ...headers }).end(body);
}

/** A request of node:http as the handlers of Better Auth take it. */
export function webRequest(request: IncomingMessage, url: URL): Request {
  const body = bodyOf(request);
  const init: RequestInit & { duplex?: 'half' } = {
    method: request.method ?? 'GET',
    headers: webHeadersOf(request),
    ...(body !== null && { body: Readable.toWeb(body) as ReadableStream, duplex: 'half' }),
  };
  return new Request(url, init);
}

export async function sendResponse(answer: Response, response: ServerResponse): Promise<void> {
  for (const [name, value] of answer.headers) {
    if (name !== 'set-cookie') response.setHeader(name, value);
  }
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.writeHead(answer.status);
  if (answer.body === null) response.end();
  else await pipeline(Readable.fromWeb(answer.body as never), response);
}
