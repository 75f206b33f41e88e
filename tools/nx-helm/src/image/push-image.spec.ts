import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportTestImage } from '../testing/export-test-image.ts';
import { testEngine } from '../testing/test-engine.ts';
import type { Engine } from './engine.ts';
import type { ImageDescription } from './image-description.ts';
import { ensurePushed } from './push-image.ts';
import { parseRegistry } from './registry.ts';

let root: string;
let server: Server;
/** Digests by path, or the status that every question is answered with. */
let tags: Map<string, string>;
let failure: number | undefined;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-push-'));
  tags = new Map();
  failure = undefined;
  server = createServer(({ url = '' }, response) => {
    const digest = tags.get(url.replace('/v2/', '').replace('/manifests/', ':'));
    if (digest !== undefined) response.setHeader('docker-content-digest', digest);
    response.writeHead(failure ?? (digest === undefined ? 404 : 200)).end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.close();
  rmSync(root, { recursive: true });
});

const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
const host = (): string => `127.0.0.1:${(server.address() as AddressInfo).port}`;

/** An engine whose push arrives, unless it gets lost in transit. */
function pushingEngine(digest: string, isLost = false) {
  const pushed: string[] = [];
  const engine: Engine = {
    ...testEngine([]),
    pushImage: (reference) => {
      pushed.push(reference);
      if (!isLost) tags.set(reference.slice(host().length + 1), digest);
      return Promise.resolve();
    },
  };
  return { engine, pushed };
}

const exported = (content: string) =>
  exportTestImage(root, 'api', { layers: [[{ name: 'a', content }]] });

async function push(engine: Engine, given?: ImageDescription) {
  const image = given ?? (await exported('a'));
  const registry = parseRegistry(`${host()}/acme`, true, 'prod.yaml');
  const selectEngine = () => Promise.resolve(engine);
  return ensurePushed({
    workspaceRoot: root,
    image,
    registry,
    credentials: undefined,
    selectEngine,
  });
}

describe('an image that goes to a registry (N7)', () => {
  it('is pushed under its content tag, and the name for that is taken away again', async () => {
    const { engine, pushed } = pushingEngine(digestOf('a'));
    const repository = `${host()}/acme/api`;
    expect(await push(engine)).toEqual({ action: 'pushed', repository, digest: digestOf('a') });
    expect(pushed).toEqual([expect.stringMatching(/\/acme\/api:c-[0-9a-f]{12}$/)]);
    expect(await engine.references('**')).toEqual([]);
  });

  it('keeps the digest that its content tag has there, and is not pushed again', async () => {
    await push(pushingEngine(digestOf('a')).engine);
    const { engine, pushed } = pushingEngine(digestOf('b'));
    expect(await push(engine)).toMatchObject({ action: 'present', digest: digestOf('a') });
    expect(pushed).toEqual([]);
  });

  it('is not pushed where its layers are not what its content tag says (nx-remotecache-custom#51)', async () => {
    const { contentId, tag, reference } = await exported('a');
    const other = await exported('b');
    const { engine, pushed } = pushingEngine(digestOf('a'));
    // As an entry of the cache that names the content of the sources, and has layers with right digests.
    const planted = { ...other, contentId, tag, reference };
    await expect(push(engine, planted)).rejects.toThrow(
      `NXHELM_CONTENT_OTHER: dist/images/api says that its content is ${contentId.slice(0, 12)}, and its layers and configuration are ${other.contentId.slice(0, 12)}; nothing was pushed`,
    );
    expect(pushed).toEqual([]);
    expect((await push(engine, other)).action).toBe('pushed');
  });

  it('is not pushed where the registry could not be read', async () => {
    failure = 500;
    const { engine, pushed } = pushingEngine(digestOf('a'));
    await expect(push(engine)).rejects.toThrow('NXHELM_REGISTRY_UNREACHABLE');
    expect(pushed).toEqual([]);
  });

  it('is an error when it did not arrive', async () => {
    await expect(push(pushingEngine(digestOf('a'), true).engine)).rejects.toThrow(
      'NXHELM_PUSH_LOST',
    );
  });
});
