import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { extract } from 'tar-stream';
import { digestOfBytes } from '../../image/image-description.ts';
import { createNxWorkspace } from '../../testing/nx-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

// Nx runs in Nx, on machines that do other things as well.
jest.setTimeout(180_000);

interface HandedOver {
  readonly release: string;
  readonly fingerprint: string;
  readonly folder: string;
  readonly digest?: string;
  readonly action: string;
}

let workspace: Awaited<ReturnType<typeof createNxWorkspace>>;
beforeAll(async () => {
  workspace = await createNxWorkspace();
  writeFiles(workspace.root, {
    'infra/project.json': JSON.stringify({
      name: 'infra',
      targets: { handoff: { executor: '@taskora/nx-helm:handoff' } },
    }),
  });
});
afterAll(() => workspace.remove());

async function handOff(...args: readonly string[]): Promise<readonly HandedOver[]> {
  const { exitCode, said } = await workspace.nx('run', 'infra:handoff', '--json', ...args);
  expect([exitCode, said]).toEqual([0, expect.anything()]);
  const json = /^\[\n[^]*?^\]$/m.exec(said)?.[0] ?? '[]';
  return JSON.parse(json) as HandedOver[];
}

interface Manifest {
  readonly config: { readonly mediaType: string; readonly digest: string };
  readonly layers: readonly { readonly mediaType: string; readonly digest: string }[];
  readonly annotations: Readonly<Record<string, string>>;
}

function readBlob(folder: string, digest: string): Buffer {
  const bytes = readFileSync(join(workspace.root, folder, 'blobs', ...digest.split(':')));
  expect(digestOfBytes(bytes)).toBe(digest);
  return bytes;
}

async function contentOf(gzip: Buffer): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  const reader = extract();
  reader.end(gunzipSync(gzip));
  for await (const entry of reader) files[entry.header.name] = String(await buffer(entry));
  return files;
}

const added = 'apps/api/chart/templates/added.yaml';
const object = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: added }\n';
const test = `${object.replace('added', 'check')}  # is left out\n`;

describe('what a program that deploys is handed (K7)', () => {
  it('is an artifact that Flux and Argo CD read, known by the fingerprint, without tests', async () => {
    writeFiles(workspace.root, {
      'apps/api/chart/templates/test.yaml': test.replace(
        'name: check',
        'name: check, annotations: { helm.sh/hook: test }',
      ),
    });
    const [api] = await handOff();
    const { folder = '', digest = '', fingerprint } = api ?? {};
    const index = JSON.parse(readFileSync(join(workspace.root, folder, 'index.json'), 'utf8')) as {
      readonly manifests: readonly object[];
    };
    expect(index.manifests).toEqual([
      expect.objectContaining({
        digest,
        annotations: { 'org.opencontainers.image.ref.name': fingerprint },
      }),
    ]);
    const manifest = JSON.parse(String(readBlob(folder, digest))) as Manifest;
    expect(manifest).toMatchObject({
      config: { mediaType: 'application/vnd.cncf.flux.config.v1+json' },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }],
      annotations: { 'org.opencontainers.image.revision': fingerprint },
    });
    readBlob(folder, manifest.config.digest);
    const files = await contentOf(readBlob(folder, manifest.layers[0]?.digest ?? ''));
    expect(Object.keys(files)).toEqual(['manifests.yaml']);
    expect(files['manifests.yaml']).toContain('kind: Deployment');
    expect(files['manifests.yaml']).not.toContain('helm.sh/hook: test');
  });

  it('is the same bytes again, and another artifact of the one release that changed', async () => {
    const first = await handOff();
    expect(first.map(({ release }) => release)).toEqual(['api', 'web']);
    expect(await handOff()).toEqual(first);
    writeFiles(workspace.root, { [added]: object });
    const changed = await handOff();
    const differs = changed.map(({ digest }, index) => digest !== first[index]?.digest);
    expect(differs).toEqual([true, false]);
    const prints = changed.map(({ fingerprint: now }, i) => now !== first[i]?.fingerprint);
    expect(prints).toEqual([true, false]);
  });

  it('may be a folder of manifests, which replaces no other files', async () => {
    const [api] = await handOff('--format=folder', '--folder=dist/plain');
    expect(readdirSync(join(workspace.root, api?.folder ?? '')).toSorted()).toEqual([
      'manifests.yaml',
      'revision',
    ]);
    const text = readFileSync(join(workspace.root, 'dist/plain/api/revision'), 'utf8');
    expect(text).toBe(`${api?.fingerprint ?? ''}\n`);
    const { exitCode, said } = await workspace.nx('run', 'infra:handoff', '--folder=apps');
    expect([exitCode === 0, said]).toEqual([
      false,
      expect.stringContaining('NXHELM_HANDOFF_FOLDER: apps/api has other files'),
    ]);
    expect(existsSync(join(workspace.root, 'apps/api/project.json'))).toBe(true);
  });
});

/** A registry that wants a token for a push, and has what it was given. */
function createRegistry() {
  const manifests = new Map<string, Buffer>();
  const blobs = new Set<string>();
  const scopes: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const address = new URL(url, `http://${headers.host ?? ''}`);
    const body = await buffer(request);
    if (address.pathname === '/token') {
      scopes.push(address.searchParams.get('scope') ?? '');
      response.end('{"token":"t0ken"}');
      return;
    }
    if (headers.authorization !== 'Bearer t0ken') {
      const realm = `http://${headers.host ?? ''}/token`;
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${realm}",service="it"` }).end();
      return;
    }
    const [, name = '', kind, key = ''] =
      /^\/v2\/(.+)\/(manifests|blobs)\/(.*)$/.exec(address.pathname) ?? [];
    if (method === 'POST') {
      response.writeHead(202, { location: `/v2/${name}/blobs/uploads/1?state=a` }).end();
    } else if (method === 'PUT' && kind === 'blobs') {
      const digest = address.searchParams.get('digest') ?? '';
      const isWhole = digest === digestOfBytes(body) && address.searchParams.get('state') === 'a';
      if (isWhole) blobs.add(digest);
      response.writeHead(isWhole ? 201 : 400).end();
    } else if (method === 'PUT') {
      const { config, layers } = JSON.parse(String(body)) as Manifest;
      const isWhole = [config, ...layers].every(({ digest }) => blobs.has(digest));
      if (isWhole) manifests.set(`${name}:${key}`, body);
      response.writeHead(isWhole ? 201 : 400).end();
    } else {
      const found = manifests.get(`${name}:${key}`);
      if (found) response.setHeader('docker-content-digest', digestOfBytes(found));
      response.writeHead(found !== undefined || blobs.has(key) ? 200 : 404).end();
    }
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  return { server, manifests, scopes };
}

describe('a handoff to a registry (K7, N1)', () => {
  const { server, manifests, scopes } = createRegistry();
  afterAll(() => server.close());

  it('is pushed by fingerprint and environment, and the same one not again', async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const insecure = 'nxHelm: { kubeVersion: 1.34.4, contexts: [test], ';
    const file = 'environments/handed.yaml';
    writeFiles(workspace.root, {
      [file]: `${insecure}protection: [confirm] }\n`,
    });
    const args = ['-c', 'handed', `--registry=${host}/acme`];
    const refused = await workspace.nx('run', 'infra:handoff', ...args);
    expect(refused.said).toContain('NXHELM_PROTECTED_CONFIRM');
    // A registry without https has to be named in the file.
    writeFiles(workspace.root, {
      [file]: `${insecure}insecureRegistry: true, protection: [confirm] }\n`,
    });
    const pushed = await handOff(...args, '--confirm=handed');
    expect(pushed.map(({ action }) => action)).toEqual(['pushed', 'pushed']);
    const names = pushed.flatMap(({ release, fingerprint }) =>
      [fingerprint, 'handed'].map((tag) => `acme/manifests/${release}:${tag}`),
    );
    expect([...manifests.keys()].toSorted()).toEqual(names.toSorted());
    expect(new Set(scopes)).toContain('repository:acme/manifests/api:pull,push');
    const again = await handOff(...args, '--confirm=handed');
    expect(again.map(({ action }) => action)).toEqual(['present', 'present']);
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
    const lost = await workspace.nx('run', 'infra:handoff', ...args, '--confirm=handed');
    expect(lost.said).toContain('NXHELM_ARTIFACT_NOT_PUSHED');
  });
});
