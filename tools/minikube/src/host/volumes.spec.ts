import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, writeFileAt, type Sandbox } from '../__fixtures__/settings.ts';
import { createRunner } from '../base/run.ts';
import { hostPath, volumesKept } from '../base/settings.ts';
import { isMounted, mountVolumes, VOLUMES_SEEN } from './volumes.ts';

describe('volumes of the provider modules (K3)', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());
  const at = (path: string): string => hostPath(sandbox.settings, path);
  const kept = (): string => at(volumesKept(sandbox.settings));
  const calls = (): string => readFileSync(join(sandbox.folder, 'calls'), 'utf8');
  async function mount(): Promise<void> {
    sandbox.program('mount', `echo "$@" >> ${join(sandbox.folder, 'calls')}`);
    await mountVolumes(sandbox.settings, createRunner(sandbox.settings.environment));
  }

  it('lie where no boot empties them, and are shown where Minikube expects them', async () => {
    await mount();
    expect(calls()).toBe(`--bind ${kept()} ${at(VOLUMES_SEEN)}\n`);
    expect(readdirSync(at(VOLUMES_SEEN))).toEqual([]);
  });

  it('that were made without the mount are kept, not hidden by it', async () => {
    writeFileAt(at(`${VOLUMES_SEEN}/data`), 'rows');
    await mount();
    expect(readFileSync(join(kept(), 'data'), 'utf8')).toBe('rows');
  });

  it('that are kept are not replaced by what lies in /tmp', async () => {
    writeFileAt(join(kept(), 'data'), 'rows');
    writeFileAt(at(`${VOLUMES_SEEN}/data`), 'an empty start');
    await mount();
    expect(readFileSync(join(kept(), 'data'), 'utf8')).toBe('rows');
  });

  it('are mounted before kubelet where systemd starts it at boot', async () => {
    const dropIn = at('/etc/systemd/system/kubelet.service.d/20-example-volumes.conf');
    await mount();
    expect(existsSync(dropIn)).toBe(false);
    writeFileAt(join(at('/run/systemd/system'), 'file'), '');
    await mount();
    expect(readFileSync(dropIn, 'utf8')).toMatch(/^\[Service\]\nExecStartPre=.*mount --bind/);
  });

  it('are known to be mounted by their own line only', () => {
    const mounts = `/dev/vda ${VOLUMES_SEEN} ext4 rw 0 0\n`;
    expect(isMounted(mounts, VOLUMES_SEEN)).toBe(true);
    expect(isMounted(mounts, '/tmp')).toBe(false);
  });
});
