import { uninstall } from './executor.ts';
import { testHelm, testLock } from '../../testing/test-helm.ts';

const place = { release: 'platform', namespace: 'acme', context: 'minikube' };
const claim = 'kind: PersistentVolumeClaim\nmetadata:\n  name: data\n';
const kept = `${claim}  annotations: { helm.sh/resource-policy: keep }\n`;

describe('uninstalling a release (N6)', () => {
  it('removes one whose volumes are kept', async () => {
    const { helm, verbs } = testHelm(({ args }) => (args[0] === 'get' ? { stdout: kept } : {}));
    await uninstall({ ...place, helm, lock: testLock().lock });
    expect(verbs()).toEqual(['get', 'get', 'uninstall']);
  });

  it('reports what stays: what its policy keeps, and hooks that do not go when they succeed', async () => {
    const hook = (name: string, policy: string): string =>
      `---\nkind: Job\nmetadata:\n  name: ${name}\n  annotations: { helm.sh/hook: pre-install${policy} }\n`;
    const hooks = [
      hook('stays', ''),
      hook('also', ', helm.sh/hook-delete-policy: before-hook-creation'),
      hook('goes', ', helm.sh/hook-delete-policy: "before-hook-creation,hook-succeeded"'),
    ];
    const { helm } = testHelm(({ args }) => ({
      stdout: args[1] === 'hooks' ? hooks.join('') : kept,
    }));
    expect(await uninstall({ ...place, helm, lock: testLock().lock })).toEqual([
      'PersistentVolumeClaim data',
      'Job stays',
      'Job also',
    ]);
  });

  it('removes none whose volumes would go with it', async () => {
    const { helm, verbs } = testHelm(() => ({ stdout: claim }));
    await expect(uninstall({ ...place, helm, lock: testLock().lock })).rejects.toThrow(
      /^NXHELM_VOLUME_NOT_KEPT: .* volume claims data/,
    );
    expect(verbs()).toEqual(['get']);
  });

  it('removes none when it cannot be seen whether it has volumes', async () => {
    const { helm, verbs } = testHelm(() => ({ exitCode: 1, stderr: 'Error: no connection' }));
    await expect(uninstall({ ...place, helm, lock: testLock().lock })).rejects.toThrow(
      'NXHELM_UNINSTALL_FAILED: helm get manifest: no connection',
    );
    expect(verbs()).toEqual(['get']);
  });

  it('removes none that another run has taken', async () => {
    const { helm, verbs } = testHelm(() => ({ stdout: kept }));
    const { lock, lose } = testLock();
    lose();
    await expect(uninstall({ ...place, helm, lock })).rejects.toThrow('NXHELM_RELEASE_LOST');
    expect(verbs()).not.toContain('uninstall');
  });
});
