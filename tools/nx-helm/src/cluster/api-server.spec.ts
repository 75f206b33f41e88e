import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { environmentWith } from '../base/settings.ts';
import type { EncryptedServer } from '../testing/encrypted-server.ts';
import { startEncryptedServer } from '../testing/encrypted-server.ts';
import { useTestCluster } from '../testing/test-cluster.ts';
import { writeFiles } from '../testing/workspace.ts';
import { readClusterState } from './cluster-state.ts';
import { connect } from './connect.ts';

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

let api: Server;
let encrypted: EncryptedServer;
let answer: (path: string) => Answer;
let asked: string[];
beforeAll(async () => {
  api = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const isKnown = request.headers.authorization === 'Bearer token-of-ann';
    const { status = 200, body } = isKnown ? answer(path) : { status: 401, body: {} };
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  encrypted = await startEncryptedServer(`http://127.0.0.1:${(api.address() as AddressInfo).port}`);
});
afterAll(async () => {
  await encrypted.stop();
  api.closeAllConnections();
  api.close();
});

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-api-'));
  asked = [];
  answer = served;
  const labels = { name: 'api', version: '1', status: 'deployed', by: 'kubectl' };
  useTestCluster(root, {
    kubectl: `echo "$*" >> ${join(root, 'calls')}
case "$*" in
  *'get secrets'*) echo '${JSON.stringify(labels)}' ;;
  *) echo '{ "items": [{ "apiVersion": "v1", "kind": "ByKubectl", "metadata": { "name": "one" } }] }' ;;
esac
`,
  });
  useContext();
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const revision = { name: 'api', owner: 'helm', version: '2', status: 'deployed' };
const deployment = { metadata: { name: 'api', managedFields: [{ manager: 'helm' }] }, status: {} };

/** As an API server lists: what all items are stands once. */
function served(path: string): Answer {
  if (path.startsWith('/api/v1/namespaces/acme/secrets?')) {
    const kind = 'PartialObjectMetadataList';
    return { body: { kind, items: [{ metadata: { name: 'v2', labels: revision } }] } };
  }
  const isDeployments = path === '/apis/apps/v1/namespaces/acme/deployments';
  const items = isDeployments ? [deployment] : [];
  const apiVersion = path.split('/namespaces/')[0]?.replace(/^\/apis?\//, '');
  return { body: { kind: 'List', apiVersion, metadata: {}, items } };
}

interface Context {
  readonly cluster?: object;
  readonly user?: object;
}

function useContext({ cluster = {}, user = {} }: Context = {}): void {
  writeFiles(root, {
    kubeconfig: stringify({
      'current-context': 'test',
      contexts: [{ name: 'test', context: { cluster: 'here', user: 'ann' } }],
      clusters: [
        {
          name: 'here',
          cluster: {
            server: encrypted.address,
            'certificate-authority': encrypted.authority,
            ...cluster,
          },
        },
      ],
      users: [{ name: 'ann', user: { token: 'token-of-ann', ...user } }],
    }),
  });
}

const noCredential = Buffer.from('no certificate').toString('base64');

const options = { namespace: 'acme', programsDirectory: 'bin', contexts: 'test' };

async function read(kinds: readonly string[] = []) {
  const { releases, objects } = await readClusterState(
    connect(root, options, 'api').kubectl,
    kinds,
  );
  const [revisions = []] = releases.values();
  return {
    revisions: revisions.map((each) => each.revision),
    objects: objects.map(
      ({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`,
    ),
  };
}

function calls(): string[] {
  try {
    return readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

const fromServer = { revisions: [2], objects: ['apps/v1 Deployment api'] };

describe('the state of a cluster whose API server can be asked (N1)', () => {
  it('is read without a process of kubectl, each object as kubectl gives it', async () => {
    expect(await read(['Service'])).toEqual(fromServer);
    expect(calls()).toEqual([]);
    expect(asked).toContain('/api/v1/namespaces/acme/services');
  });

  it('is read from the other namespaces that objects name', async () => {
    await read(['monitoring/Service']);
    expect(asked).toContain('/api/v1/namespaces/monitoring/services');
    expect(asked).not.toContain('/api/v1/namespaces/acme/services');
  });

  it('is read by kubectl for kinds that only the cluster knows', async () => {
    const { objects } = await read(['Widget.v1.acme.example']);
    expect(objects).toEqual(['apps/v1 Deployment api', 'v1 ByKubectl one']);
    expect(calls()).toEqual([expect.stringContaining('get Widget.v1.acme.example ')]);
  });

  it.each<[string, Answer]>([
    ['does not know', { status: 404, body: {} }],
    ['does not let one see', { status: 403, body: {} }],
    ['fails to give', { status: 500, body: 'etcd' }],
    ['gives in a form that is none', { body: '<html>' }],
    ['gives in part', { body: { metadata: { continue: 'abc' }, items: [] } }],
    ['gives as something else', { body: { items: 'none' } }],
  ])('is asked of kubectl, which says why, for what the server %s', async (_what, other) => {
    answer = (path) => (path.endsWith('/deployments') ? other : served(path));
    expect((await read()).objects).toEqual(['v1 ByKubectl one']);
    expect(calls()).toEqual([expect.stringContaining('get Deployment.v1.apps ')]);
    answer = (path) => (path.includes('secrets') ? other : served(path));
    expect((await read()).revisions).toEqual([1]);
  });

  it.each<[string, Context]>([
    ['a program gives out the token', { user: { exec: { command: 'login' } } }],
    ['another person is acted as', { user: { as: 'bob' } }],
    ['a password is asked for', { user: { token: undefined, username: 'ann', password: 'p' } }],
    ['a proxy stands before the server', { cluster: { 'proxy-url': 'http://localhost:1' } }],
    ['nobody looks at the certificate', { cluster: { 'insecure-skip-tls-verify': true } }],
    ['the certificate has another name', { cluster: { 'tls-server-name': 'api' } }],
    ['the authority is the system’s', { cluster: { 'certificate-authority': undefined } }],
    ['there is no key', { user: { token: undefined, 'client-certificate': 'none' } }],
    [
      'the key is none',
      {
        user: {
          token: undefined,
          'client-certificate-data': noCredential,
          'client-key-data': noCredential,
        },
      },
    ],
    ['nobody listens', { cluster: { server: 'https://127.0.0.1:1' } }],
    ['nothing is encrypted', { cluster: { server: 'http://127.0.0.1:1' } }],
  ])('is asked of kubectl alone where %s', async (_why, context) => {
    useContext(context);
    expect(await read()).toEqual({ revisions: [1], objects: ['v1 ByKubectl one'] });
    expect(asked).toEqual([]);
  });

  it('is asked of no server of another authority, whatever Node is told to trust', async () => {
    const other = await startEncryptedServer(encrypted.address);
    try {
      useContext({ cluster: { 'certificate-authority': other.authority } });
      const module = join(import.meta.dirname, 'api-server.ts');
      const script = `const { serverOf } = await import(${JSON.stringify(module)});
        console.log(JSON.stringify((await serverOf('test')('/version')) ?? 'nothing'));`;
      const answered = await promisify(execFile)(
        process.execPath,
        ['--conditions', 'development', '--input-type', 'module', '--eval', script],
        {
          env: environmentWith({
            KUBECONFIG: join(root, 'kubeconfig'),
            NODE_TLS_REJECT_UNAUTHORIZED: '0',
            NODE_NO_WARNINGS: '1',
          }),
        },
      );
      expect(answered.stdout.trim()).toBe('"nothing"');
      expect(asked).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  it('is asked of kubectl alone where programs go through a proxy', async () => {
    jest.replaceProperty(process, 'env', environmentWith({ HTTPS_PROXY: 'http://localhost:1' }));
    expect(await read()).toEqual({ revisions: [1], objects: ['v1 ByKubectl one'] });
    expect(asked).toEqual([]);
  });

  it('is not read before the cluster is known to be the one that is meant', async () => {
    const elsewhere = connect(root, { ...options, cluster: '1234' }, 'api').kubectl;
    await expect(readClusterState(elsewhere)).rejects.toMatchObject({
      code: 'NXHELM_CLUSTER_OTHER',
    });
    expect(asked).toEqual([]);
  });
});
