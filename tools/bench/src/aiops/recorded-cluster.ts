import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lists, logOf } from './cluster-state.ts';

export interface RecordedCluster {
  /** Variables by which programs find it, and no other cluster. */
  readonly environment: Readonly<Record<string, string>>;
  /** What was asked of it other than to read. */
  readonly changes: readonly string[];
  stop(): Promise<void>;
}

const logForm = /^\/api\/v1\/namespaces\/taskora\/pods\/([^/]+)\/log$/;
const listForm = /^\/apis?\/(.+)\/namespaces\/taskora\/([^/]+)$/;

/** An API server on loopback that answers reads of one namespace, and refuses everything else. */
export async function startRecordedCluster(): Promise<RecordedCluster> {
  const changes: string[] = [];
  const server = createServer(({ method = '', url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://cluster');
    if (method !== 'GET') {
      changes.push(`${method} ${pathname}`);
      refuse(response, 405, `${method} is not allowed`);
      return;
    }
    const [, pod] = logForm.exec(pathname) ?? [];
    const [, group = '', resource = ''] = listForm.exec(pathname) ?? [];
    const items = lists[`${group}/${resource}`];
    const text = pod === undefined ? undefined : logOf(pod);
    if (text !== undefined) response.end(text);
    else if (pod !== undefined) refuse(response, 400, 'container is waiting to start');
    else if (items === undefined) refuse(response, 404, 'could not find the requested resource');
    else respond(response, 200, { items: selected(items, searchParams.get('labelSelector')) });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = mkdtempSync(join(tmpdir(), 'recorded-cluster-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const { port } = server.address() as AddressInfo;
  writeFileSync(kubeconfig, JSON.stringify(kubeconfigFor(`http://127.0.0.1:${port}`)));
  return {
    environment: { KUBECONFIG: kubeconfig, OPS_CONTEXT: 'recorded', OPS_NAMESPACE: 'taskora' },
    changes,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function selected(items: readonly object[], selector: string | null): readonly object[] {
  if (selector === null) return items;
  const [key = '', wanted] = selector.split('=');
  return items.filter((item) => {
    const { labels = {} } = (item as { metadata: { labels?: Record<string, string> } }).metadata;
    return wanted === undefined ? key in labels : labels[key] === wanted;
  });
}

function respond(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

const refuse = (response: ServerResponse, code: number, message: string): void =>
  respond(response, code, { kind: 'Status', status: 'Failure', code, message });

const kubeconfigFor = (server: string) => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'recorded', cluster: { server, 'insecure-skip-tls-verify': true } }],
  users: [{ name: 'reader', user: {} }],
  contexts: [
    { name: 'recorded', context: { cluster: 'recorded', user: 'reader', namespace: 'taskora' } },
  ],
  'current-context': 'recorded',
});
