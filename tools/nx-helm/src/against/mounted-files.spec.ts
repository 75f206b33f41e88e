import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { processPlace } from '../base/liveness.mjs';
import type { Kubectl } from '../cluster/connect.ts';
import { deadProcess } from '../testing/dead-process.ts';
import { filesInMemory, readMountedFiles } from './mounted-files.ts';
import type { Container, PodOfRelease, Volume } from './pod-template.ts';
import { StoredSettings } from './stored-settings.ts';

const kubectl: Kubectl = {
  namespace: 'acme',
  try: () => Promise.reject(new Error('not asked')),
  read: ([, kind]) => {
    const value = kind === 'secret' ? Buffer.from('key').toString('base64') : 'text';
    return Promise.resolve(JSON.stringify({ data: { one: value, two: value } }));
  },
};

function podOf(volumeMounts: Container['volumeMounts'], volumes: readonly Volume[]): PodOfRelease {
  const container = { name: 'web', ...(volumeMounts && { volumeMounts }) };
  return { deployment: 'web', container, template: { spec: { containers: [container], volumes } } };
}

const pod = podOf(
  [
    { name: 'tmp', mountPath: '/tmp' },
    { name: 'config', mountPath: '/etc/app' },
    { name: 'certificates', mountPath: '/etc/app/tls/key.pem', subPath: 'key.pem' },
    { name: 'both', mountPath: '/both' },
  ],
  [
    { name: 'tmp' },
    { name: 'config', configMap: { name: 'web' } },
    {
      name: 'certificates',
      secret: { secretName: 'tls', items: [{ key: 'one', path: 'key.pem' }] },
    },
    {
      name: 'both',
      projected: {
        sources: [
          { configMap: { name: 'web', items: [{ key: 'two', path: 'deep/two' }] } },
          { secret: { name: 'tls', items: [{ key: 'one', path: 'one' }] } },
        ],
      },
    },
  ],
);

const read = () => readMountedFiles(pod, new StoredSettings(kubectl, 'web'));
const inMemory = process.platform === 'linux' ? it : it.skip;

describe('the files that an app has here are those of its pods (K6)', () => {
  it('out of ConfigMaps and Secrets, at the paths that the volumes give them', async () => {
    const mounts = (await read()).map(({ mountPath, files }) => [
      mountPath,
      Object.fromEntries([...files].map(([path, content]) => [path, content.toString()])),
    ]);
    expect(mounts).toEqual([
      ['/etc/app', { one: 'text', two: 'text' }],
      ['/etc/app/tls/key.pem', { '': 'key' }],
      ['/both', { 'deep/two': 'text', one: 'key' }],
    ]);
  });

  inMemory('in memory, for their owner alone, where variables then name them', async () => {
    const variables = new Map([
      ['KEY', '/etc/app/tls/key.pem'],
      ['URL', 'file:///both/one'],
      ['LIST', '/both/one:/both/deep'],
      ['OTHER', '/etc/application /tmp/both'],
    ]);
    const files = filesInMemory(await read(), variables);
    if (files === undefined) throw new Error('this machine has no file system in memory');
    const { folder, variables: here } = files;
    expect(Object.fromEntries(here)).toEqual({
      KEY: join(folder, '/etc/app/tls/key.pem'),
      URL: `file://${folder}/both/one`,
      LIST: `${folder}/both/one:${folder}/both/deep`,
      OTHER: '/etc/application /tmp/both',
    });
    const key = here.get('KEY') ?? '';
    expect(readFileSync(key, 'utf8')).toBe('key');
    expect(statSync(key).mode & 0o077).toBe(0);
    expect(statSync(folder).mode & 0o077).toBe(0);
    files.remove();
    expect(existsSync(folder)).toBe(false);
  });

  inMemory(
    'without those that a killed run has left here, and with those of a container',
    async () => {
      const mounts = await read();
      const first = filesInMemory(mounts, new Map());
      const folder = first?.folder ?? '';
      first?.remove();
      const left = folder.replace(/-\d+-\w+$/, `-${deadProcess}-aaaaaa`);
      const elsewhere = left.replace(processPlace(), '0123456789ab');
      expect(elsewhere).not.toBe(left);
      for (const each of [left, elsewhere]) mkdirSync(each);
      filesInMemory(mounts, new Map())?.remove();
      expect([left, elsewhere].map((each) => existsSync(each))).toEqual([false, true]);
      rmSync(elsewhere, { recursive: true });
    },
  );

  it('and not at all where that would be a disk', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nx-helm-no-memory-'));
    expect(filesInMemory(await read(), new Map(), join(folder, 'none'))).toBeUndefined();
    rmSync(folder, { recursive: true });
  });
});
