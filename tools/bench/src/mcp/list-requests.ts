import type { Ask } from '../load/client.ts';
import type { Service } from './settings.ts';

export const listed = 50;
const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** The same list by each route: the generations of the protocol differ in what a request carries. */
export function listRequests({ token }: Service): Record<'mcp2025' | 'mcp2026' | 'rest', Ask> {
  const authorization = `Bearer ${token}`;
  const call = (meta: object, headers: Record<string, string>): Ask => ({
    method: 'POST',
    path: '/mcp',
    headers: { authorization, accept: 'application/json, text/event-stream', ...headers },
    json: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name: 'list_tasks', arguments: { limit: listed }, ...meta },
    },
  });
  return {
    rest: { path: `/api/v1/tasks?limit=${listed}`, headers: { authorization } },
    mcp2025: call({}, { 'mcp-protocol-version': '2025-11-25' }),
    mcp2026: call(
      { _meta: envelope },
      {
        'mcp-protocol-version': '2026-07-28',
        'mcp-method': 'tools/call',
        'mcp-name': 'list_tasks',
      },
    ),
  };
}

/** How many tasks an answer has; undefined for one that is no such list. */
export function tasksIn(body: string): number | undefined {
  const answer = JSON.parse(body) as {
    items?: unknown[];
    result?: { structuredContent?: { count?: number } };
  };
  return answer.items?.length ?? answer.result?.structuredContent?.count;
}
