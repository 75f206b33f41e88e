import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCommit } from '../base/git.ts';
import { thisMachine } from '../base/machine.ts';
import { readEnvironment } from '../chart/environment-file.ts';
import { createRepository } from '../testing/git-repository.ts';
import { writeFiles } from '../testing/workspace.ts';
import { addressesOf, releaseAddresses } from './addresses.ts';
import { previewDocument } from './environment-document.ts';
import { withEnvironmentFile } from './environment-file.ts';
import { localPort, previewNamespace } from './names.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-preview-'));
  writeFiles(root, { 'environments/.keep': '' });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const base = {
  global: { urls: { web: 'https://shop.example', chat: 'https://chat.example' }, size: 'large' },
  nxHelm: {
    kubeVersion: '1.34.4',
    contexts: ['one', 'two'],
    registry: 'registry.example/acme',
    preview: {},
    releases: { web: { replicas: 3, port: 1 }, ops: false },
  },
};
const settings = {
  hours: 72,
  values: { global: { size: 'small' } },
  releases: { web: { replicas: 1 }, api: { replicas: 1 } },
  addresses: {
    web: { url: 'https://pr-${pr}.example', value: 'global.urls.web' },
    chat: { url: 'http://localhost:${port}', value: 'global.urls.chat' },
  },
  quota: {},
  clusterDomain: 'cluster.local',
};
const previewOf = { environment: 'prod', namespace: 'shop', pr: 7, secrets: true };
const document = previewDocument({
  base,
  settings,
  previewOf,
  previewed: ['web'],
  reached: ['api', 'chat'],
  addresses: addressesOf(settings, 7, ['web']),
  namespace: 'shop-pr-7',
  context: 'one',
  cluster: 'uid',
});
const file = 'environments/prod-pr-7.yaml';

describe('the environment of a preview (C3)', () => {
  it('is the base, in its own namespace of that cluster alone, without what is reached in the base', async () => {
    const read = await withEnvironmentFile(root, file, document, () =>
      Promise.resolve(readEnvironment(root, 'environments', 'prod-pr-7', 'web')),
    );
    expect(read).toMatchObject({
      kubeVersion: '1.34.4',
      registry: { path: 'acme' },
      place: { namespace: 'shop-pr-7', contexts: 'one', cluster: 'uid' },
      releaseValues: { web: { replicas: 1, port: 1 } },
      previewOf,
      // The address of the preview's own page, and the base's of what is reached there.
      sharedValues: {
        global: {
          urls: { web: 'https://pr-7.example', chat: 'https://chat.example' },
          size: 'small',
        },
      },
    });
    expect([...read.leftOut].toSorted()).toEqual(['api', 'chat', 'ops']);
    expect(read.preview).toBeUndefined();
  });

  it('is a file only as long as the run, however that ends', async () => {
    await expect(
      withEnvironmentFile(root, file, document, () => Promise.reject(new Error('stopped'))),
    ).rejects.toThrow('stopped');
    expect(existsSync(join(root, file))).toBe(false);
  });

  it('takes the place of what a killed run left, and of no file of the workspace', async () => {
    let left = '';
    await withEnvironmentFile(root, file, document, () => {
      left = readFileSync(join(root, file), 'utf8');
      return Promise.resolve();
    });
    writeFiles(root, { [file]: left });
    const dead = { ...thisMachine, isAlive: () => false };
    await withEnvironmentFile(root, file, document, () => Promise.resolve(), dead);
    expect(readdirSync(join(root, 'environments'))).toEqual(['.keep']);
    writeFiles(root, { [file]: 'nxHelm: { kubeVersion: 1.34.4 }\n' });
    await expect(
      withEnvironmentFile(root, file, document, () => Promise.resolve()),
    ).rejects.toThrow(/NXHELM_PREVIEW_NAME/);
    expect(readFileSync(join(root, file), 'utf8')).toContain('kubeVersion: 1.34.4');
  });

  it('is that of one run at a time, which removes no other than its own', async () => {
    const nothing = () => Promise.resolve();
    await withEnvironmentFile(root, file, document, async () => {
      const own = readFileSync(join(root, file), 'utf8');
      await expect(withEnvironmentFile(root, file, {}, nothing)).rejects.toThrow(
        /NXHELM_PREVIEW_BUSY: .*nothing was changed/,
      );
      const elsewhere = { ...thisMachine, place: 'elsewhere', isAlive: () => false };
      await expect(withEnvironmentFile(root, file, {}, nothing, elsewhere)).rejects.toThrow(
        /NXHELM_PREVIEW_BUSY/,
      );
      expect(readFileSync(join(root, file), 'utf8')).toBe(own);
      writeFiles(root, { [file]: 'of another' });
    });
    expect(readFileSync(join(root, file), 'utf8')).toBe('of another');
    expect(readdirSync(join(root, 'environments')).toSorted()).toEqual(['.keep', 'prod-pr-7.yaml']);
  });

  it('makes the workspace no dirtier than it is', async () => {
    const repository = createRepository({ 'environments/prod.yaml': '', 'a file': '' });
    const isDirty = async () => (await readCommit(repository.root, file)).isDirty;
    writeFiles(repository.root, { [file]: 'written by the run' });
    expect(await isDirty()).toBe(false);
    expect((await readCommit(repository.root)).isDirty).toBe(true);
    writeFiles(repository.root, { 'environments/other-pr-7.yaml': '' });
    expect(await isDirty()).toBe(true);
    rmSync(repository.root, { recursive: true });
  });
});

describe('the names of a preview', () => {
  it('say of what it is one, and are refused where a cluster would', () => {
    expect(previewNamespace('shop', 7, 'infra')).toBe('shop-pr-7');
    expect(() => previewNamespace('s'.repeat(58), 1234, 'infra')).toThrow(/NXHELM_PREVIEW_NAME/);
  });

  const portsOf = (pr: number) => Array.from({ length: 16 }, (_, index) => localPort(pr, index));

  it('have ports of their own, in any 1,250 pull requests in a row', () => {
    expect(portsOf(637)).not.toContain(localPort(12, 0));
    for (const first of [1, 4_321]) {
      const ports = Array.from({ length: 1_250 }, (_, index) => portsOf(first + index)).flat();
      expect(new Set(ports).size).toBe(20_000);
      expect(Math.min(...ports)).toBeGreaterThan(1024);
      expect(Math.max(...ports)).toBeLessThan(30_000);
    }
  });

  it('have the ports of the pull request 1,250 before, as the documentation says', () => {
    expect(portsOf(12 + 1_250)).toEqual(portsOf(12));
  });
});

describe('the addresses of a preview', () => {
  const service = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { ports: [{ port: 80 }] },
  });
  it('are those of its environment, or a port of this machine; what has no Service has none', () => {
    const rendered = [
      { release: 'api', objects: [service('api'), service('metrics')] },
      { release: 'chat', objects: [service('conversation')] },
      { release: 'platform', objects: [] },
      { release: 'web', objects: [service('web')] },
    ];
    const urls = addressesOf(settings, 7, ['chat', 'web']);
    const place = { pr: 7, namespace: 'shop-pr-7', context: 'one' };
    const forward = 'kubectl --context one --namespace shop-pr-7 port-forward';
    expect(releaseAddresses(rendered, urls, place)).toEqual([
      {
        release: 'api',
        url: 'http://localhost:10120',
        command: `${forward} service/api 10120:80`,
      },
      {
        release: 'chat',
        url: 'http://localhost:10112',
        command: `${forward} service/conversation 10112:80`,
      },
      { release: 'web', url: 'https://pr-7.example' },
    ]);
  });
});
