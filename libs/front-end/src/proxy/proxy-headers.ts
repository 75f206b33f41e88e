import type { IncomingMessage } from 'node:http';
import type { RequestHeaders } from '../http/request-headers.ts';

/** What the API may learn of a request. Cookies and forwarding headers are not among it. */
const requestHeaders = [
  'accept',
  'accept-encoding',
  'accept-language',
  'content-encoding',
  'content-length',
  'content-type',
  'depth',
  'dry-run',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'last-event-id',
  'mcp-method',
  'mcp-name',
  'mcp-protocol-version',
  'traceparent',
  'tracestate',
];

/** What belongs to one connection only, or would let the API act on this origin's cookies. */
const droppedResponseHeaders = new Set([
  'connection',
  'date',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'server',
  'set-cookie',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export function upstreamHeaders(
  headers: RequestHeaders,
  authorization: string | undefined,
  requestId: string,
  bodyBytes: number | undefined,
): Record<string, string> {
  const result: Record<string, string> = { 'x-request-id': requestId };
  if (authorization !== undefined) result['authorization'] = authorization;
  for (const name of requestHeaders) {
    const value = headers.get(name);
    if (value !== null) result[name] = value;
  }
  // Where the body is whole by now, however it came.
  if (bodyBytes !== undefined) result['content-length'] = String(bodyBytes);
  return result;
}

export function responseHeaders(
  incoming: IncomingMessage,
  requestId: string,
): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = { 'x-request-id': requestId };
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !droppedResponseHeaders.has(name)) headers[name] = value;
  }
  if (String(headers['content-type']).startsWith('text/event-stream')) {
    // Compression and proxies would hold events back until enough of them are there.
    headers['cache-control'] = 'no-cache, no-transform';
    headers['x-accel-buffering'] = 'no';
  }
  return headers;
}
