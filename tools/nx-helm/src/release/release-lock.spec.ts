import { hostname } from 'node:os';
import { processPlace } from '../base/liveness.mjs';
import { deadProcess } from '../testing/dead-process.ts';
import { createFakeCluster } from '../testing/fake-cluster.ts';
import { lockRelease } from './lock.ts';

const now = new Date().toISOString();
const longAgo = new Date(0).toISOString();
const name = 'nx-helm-api';

function holderOf(cluster: ReturnType<typeof createFakeCluster>): string | undefined {
  return cluster.lease(name)?.spec?.holderIdentity;
}

/** Resolves when the lock says that it is lost. */
function loss(lost: AbortSignal): Promise<void> {
  return new Promise((resolve) => lost.addEventListener('abort', () => resolve()));
}

describe('the lock of a release', () => {
  it('is free again after a run, and the namespace is made when it is missing', async () => {
    const cluster = createFakeCluster({ hasNamespace: false });
    const lock = await lockRelease(cluster.kubectl, 'api');
    expect(holderOf(cluster)).toContain(`${hostname()}/${process.pid}/`);
    await lock.free();
    expect(cluster.lease(name)).toBeUndefined();
  });

  it('makes no namespace where it has to be there already', async () => {
    const cluster = createFakeCluster({ hasNamespace: false });
    const options = { isNamespaceMade: false };
    await expect(lockRelease(cluster.kubectl, 'api', options)).rejects.toThrow(
      /^NXHELM_RELEASE_NAMESPACE/,
    );
    await expect(lockRelease(cluster.kubectl, 'api', options)).rejects.toThrow(
      /^NXHELM_RELEASE_NAMESPACE/,
    );
    expect(cluster.lease(name)).toBeUndefined();
  });

  it('refuses a second run and names the first', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    cluster.hold(name, 'another-host/7', now);
    await expect(lockRelease(cluster.kubectl, 'api')).rejects.toThrow(
      /^NXHELM_RELEASE_BUSY: .*another-host\/7/,
    );
  });

  it('is not taken from a container of the same name, whose process numbers are its own', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    cluster.hold(name, `${hostname()}/${deadProcess}/elsewhere/1`, now);
    await expect(lockRelease(cluster.kubectl, 'api')).rejects.toThrow('NXHELM_RELEASE_BUSY');
  });

  it.each([
    ['did not renew it', 'another-host/7', longAgo],
    ['died on this machine', `${hostname()}/${deadProcess}/${processPlace()}/1`, now],
  ])('is taken from a holder that %s', async (_what, holder, renewed) => {
    const cluster = createFakeCluster({ hasNamespace: true });
    cluster.hold(name, holder, renewed);
    const lock = await lockRelease(cluster.kubectl, 'api');
    expect(holderOf(cluster)).toContain(`${hostname()}/${process.pid}/`);
    await lock.free();
  });

  it('goes to one of two runs that find the same dead holder', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    cluster.hold(name, 'another-host/7', longAgo);
    const runs = await Promise.allSettled([
      lockRelease(cluster.kubectl, 'api'),
      lockRelease(cluster.kubectl, 'api'),
    ]);
    const locks = runs.filter((run) => run.status === 'fulfilled');
    expect(locks).toHaveLength(1);
    await locks[0]?.value.free();
  });
});

describe('a run that lost the lock while its machine slept', () => {
  it('neither renews nor frees the lock of the run that has it now', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    const lock = await lockRelease(cluster.kubectl, 'api');
    cluster.hold(name, 'another-host/7', longAgo);
    await expect(lock.assertHeld()).rejects.toThrow(/^NXHELM_RELEASE_LOST: .*\(project api\)/);
    await expect(lock.assertHeld(42)).rejects.toThrow(/^NXHELM_RELEASE_LOST/);
    await lock.free();
    expect(holderOf(cluster)).toBe('another-host/7');
    expect(cluster.lease(name)?.spec?.renewTime).toBe(longAgo);
    expect(cluster.lease(name)?.metadata.annotations).toBeUndefined();
  });

  it('is reported at the next renewal', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    const lock = await lockRelease(cluster.kubectl, 'api', { renewMilliseconds: 1 });
    const lost = loss(lock.lost);
    cluster.hold(name, 'another-host/7', now);
    await lost;
    await lock.free();
    expect(holderOf(cluster)).toBe('another-host/7');
  });

  it('does not take the lock for lost that it renews itself', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    const lock = await lockRelease(cluster.kubectl, 'api');
    const { resourceVersion } = cluster.lease(name)?.metadata ?? {};
    await Promise.all([lock.assertHeld(42), lock.assertHeld(), lock.assertHeld()]);
    expect(cluster.lease(name)?.metadata.resourceVersion).not.toBe(resourceVersion);
    expect(cluster.lease(name)?.metadata.annotations).toEqual({ 'nx-helm/helm-process': '42' });
    await lock.free();
    expect(cluster.lease(name)).toBeUndefined();
  });

  it('is not a run whose cluster does not answer for a while', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    const lock = await lockRelease(cluster.kubectl, 'api', { renewMilliseconds: 1 });
    const silence = jest.spyOn(cluster.kubectl, 'read').mockRejectedValue(new Error('timeout'));
    await expect(lock.assertHeld()).rejects.toThrow('timeout');
    silence.mockRestore();
    await lock.assertHeld();
    await lock.free();
    expect(lock.lost.aborted).toBe(false);
  });
});
