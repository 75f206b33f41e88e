import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { KubernetesObject } from '../../cluster/kubernetes-object.ts';
import type { ApiServer } from './api-server.ts';
import { Refusal } from './api-server.ts';
import { readSecret } from './secret-protobuf.ts';

export const namespace = 'acme';

const kinds: Readonly<Record<string, string>> = {
  configmaps: 'ConfigMap',
  secrets: 'Secret',
  namespaces: 'Namespace',
};

const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];

/** What a client asks before it knows which kinds there are. */
const discovery: Readonly<Record<string, unknown>> = {
  '/version': { major: '1', minor: '34', gitVersion: 'v1.34.4' },
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': {
    kind: 'APIResourceList',
    groupVersion: 'v1',
    resources: Object.entries(kinds).map(([name, kind]) => {
      return { name, kind, verbs, singularName: '', namespaced: kind !== 'Namespace' };
    }),
  },
};

/** By this a client sees that the server checks the fields of what is written, and checks none itself. */
const schemas: Readonly<Record<string, unknown>> = {
  '/openapi/v3': { paths: { 'api/v1': { serverRelativeURL: '/openapi/v3/api/v1?hash=1' } } },
  '/openapi/v3/api/v1': {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'v1.34.4' },
    paths: Object.fromEntries(
      Object.entries(kinds).map(([name, kind]) => [
        `/api/v1/${name}/{name}`,
        {
          patch: {
            parameters: [{ name: 'fieldValidation', in: 'query', schema: { type: 'string' } }],
            responses: {},
            'x-kubernetes-group-version-kind': { group: '', version: 'v1', kind },
          },
        },
      ]),
    ),
  },
};

const statuses: Readonly<Record<string, number>> = {
  AlreadyExists: 409,
  Conflict: 409,
  NotFound: 404,
  Invalid: 422,
};

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly kind: string;
  readonly name: string | undefined;
  readonly body: Buffer;
}

/** The simulated API server over HTTP, with as much of the protocol as Helm needs. */
export async function startHttpServer(api: ApiServer) {
  const server = createServer((request, response) => void handle(api, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    stop: async (): Promise<void> => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function handle(
  api: ApiServer,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://server');
  const body = await buffer(request);
  const known = discovery[url.pathname] ?? schemas[url.pathname];
  if (known !== undefined) return send(response, 200, known);
  const found = /^\/api\/v1(?:\/namespaces\/[^/]+)?\/(\w+)(?:\/([^/]+))?$/.exec(url.pathname);
  const kind = kinds[found?.[1] ?? ''];
  if (kind === undefined) return send(response, 404, status('NotFound', url.pathname));
  // A watch that says nothing: all is as it was listed.
  if (url.searchParams.get('watch') === 'true') {
    if (url.searchParams.get('sendInitialEvents') === 'true') {
      return send(response, 422, status('Invalid', 'sendInitialEvents is not known'));
    }
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    return;
  }
  try {
    const asked = { method: request.method ?? '', url, kind, name: found?.[2], body };
    send(response, request.method === 'POST' ? 201 : 200, placed(answer(api, asked)));
  } catch (error) {
    // An answer that fails a test, where none would let Helm wait.
    if (!(error instanceof Refusal)) return send(response, 500, status('Invalid', String(error)));
    send(response, statuses[error.reason] ?? 500, status(error.reason, error.message));
  }
}

/** Objects of the simulated server have no namespace, since it has only one. */
function placed(answered: unknown): unknown {
  const { items, kind, metadata } = answered as KubernetesObject & { readonly items?: unknown[] };
  if (items !== undefined) return { ...(answered as object), items: items.map(placed) };
  if (kind === 'Namespace' || kind === 'Status') return answered;
  return { ...(answered as object), metadata: { ...metadata, namespace } };
}

function answer(api: ApiServer, { method, url, kind, name, body }: Asked): unknown {
  const object = (): KubernetesObject => readSecret(body);
  if (kind === 'Namespace') {
    if (method !== 'GET') api.createNamespace();
    return { apiVersion: 'v1', kind, metadata: { name: namespace } };
  }
  switch (method) {
    case 'POST':
      return api.create({ ...object(), apiVersion: 'v1', kind });
    case 'PUT':
      return api.replace({ ...object(), apiVersion: 'v1', kind });
    case 'PATCH': {
      const manager = url.searchParams.get('fieldManager') ?? 'unknown';
      return api.apply(object(), { manager, force: url.searchParams.get('force') === 'true' });
    }
    case 'DELETE':
      api.remove(kind, name ?? '');
      return status('Success', '');
    default:
      return name === undefined ? list(api, kind, url) : read(api, kind, name);
  }
}

function read(api: ApiServer, kind: string, name: string): KubernetesObject {
  const object = api.get(kind, name);
  if (object !== undefined) return object;
  throw new Refusal('NotFound', `${kind.toLowerCase()}s "${name}" not found`);
}

function list(api: ApiServer, kind: string, url: URL) {
  const selector = (url.searchParams.get('labelSelector') ?? '').split(',').filter(Boolean);
  const labels = Object.fromEntries(selector.map((part) => part.split('=') as [string, string]));
  const items = api.list(kind, labels);
  return { apiVersion: 'v1', kind: `${kind}List`, metadata: { resourceVersion: '1' }, items };
}

function status(reason: string, message: string) {
  const code = statuses[reason] ?? 200;
  const result = code === 200 ? 'Success' : 'Failure';
  return { apiVersion: 'v1', kind: 'Status', status: result, reason, message, code };
}

function send(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
