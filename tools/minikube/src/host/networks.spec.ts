import { mkdirSync } from 'node:fs';
import { createSandbox, type Sandbox } from '../__fixtures__/settings.ts';
import type { Runner } from '../base/run.ts';
import { hostPath } from '../base/settings.ts';
import { removeNetworks, shareNetworkNamespaces } from './networks.ts';

describe('the folder of network namespaces: pods that could not be removed', () => {
  let sandbox: Sandbox;
  let calls: string[];
  const runner: Runner = (command, args) => {
    calls.push([command, ...args].join(' '));
    return Promise.resolve({ exitCode: 0, stdout: '', stderr: '' });
  };
  beforeEach(() => {
    sandbox = createSandbox();
    calls = [];
  });
  afterEach(() => sandbox.remove());
  const folder = (): string => hostPath(sandbox.settings, '/run/netns');
  const mount = (path: string): string => `40 27 0:4 / ${path} rw - nsfs nsfs rw\n`;

  it('is a shared mount of its own before the first pod', async () => {
    await shareNetworkNamespaces(sandbox.settings, runner, mount('/'));
    expect(calls).toEqual([
      `mount --bind ${folder()} ${folder()}`,
      `mount --make-shared ${folder()}`,
    ]);
  });

  it.each(['', '/cni-1'])('is left alone where there is a mount at its %j', async (below) => {
    await shareNetworkNamespaces(sandbox.settings, runner, mount(`${folder()}${below}`));
    expect(calls).toEqual([]);
  });

  it('is unmounted with the cluster when nobody has anything in it', async () => {
    mkdirSync(folder(), { recursive: true });
    await removeNetworks(sandbox.settings, runner, mount(folder()));
    expect(calls.at(-1)).toBe(`umount ${folder()}`);
    mkdirSync(`${folder()}/other`);
    calls = [];
    await removeNetworks(sandbox.settings, runner, mount(folder()));
    expect(calls).not.toContain(`umount ${folder()}`);
  });
});
