import { hostname } from 'node:os';
import { createFakeCluster } from '../testing/fake-cluster.ts';
import { lockRelease } from './release-lock.ts';

/** No process can have this number: it is above the largest that a kernel gives out. */
const deadProcess = 2 ** 22 + 1;
const now = new Date().toISOString();
const longAgo = new Date(0).toISOString();

describe('the lock of a release', () => {
  it('is free again after a run, and the namespace is made when it is missing', async () => {
    const cluster = createFakeCluster({ hasNamespace: false });
    const lock = await lockRelease(cluster.kubectl, 'api');
    expect(cluster.lease('nx-helm-api')?.spec?.holderIdentity).toBe(`${hostname()}/${process.pid}`);
    await lock.free();
    expect(cluster.lease('nx-helm-api')).toBeUndefined();
  });

  it('refuses a second run and names the first', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    cluster.hold('nx-helm-api', 'another-host/7', now);
    await expect(lockRelease(cluster.kubectl, 'api')).rejects.toThrow(
      /^NXHELM_RELEASE_BUSY: .*another-host\/7/,
    );
  });

  it.each([
    ['did not renew it', 'another-host/7', longAgo],
    ['died on this machine', `${hostname()}/${deadProcess}`, now],
  ])('is taken from a holder that %s', async (_what, holder, renewed) => {
    const cluster = createFakeCluster({ hasNamespace: true });
    cluster.hold('nx-helm-api', holder, renewed);
    const lock = await lockRelease(cluster.kubectl, 'api');
    expect(cluster.lease('nx-helm-api')?.spec?.holderIdentity).toBe(`${hostname()}/${process.pid}`);
    await lock.free();
  });

  it('goes to one of two runs that find the same dead holder', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    cluster.hold('nx-helm-api', 'another-host/7', longAgo);
    const runs = await Promise.allSettled([
      lockRelease(cluster.kubectl, 'api'),
      lockRelease(cluster.kubectl, 'api'),
    ]);
    const locks = runs.filter((run) => run.status === 'fulfilled');
    expect(locks).toHaveLength(1);
    await locks[0]?.value.free();
  });
});
