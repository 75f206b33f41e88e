import { createFakeCluster } from '../testing/fake-cluster.ts';
import type { Kubectl } from './connect.ts';
import { createLease, holdLease } from './lease.ts';

const name = 'nx-helm-api';

/** Between our reading of the lease and our next write, something happens to it. */
function interrupted(kubectl: Kubectl, happens: () => void): Kubectl {
  let isFirst = true;
  return {
    ...kubectl,
    try: (args, options) => {
      if (isFirst) happens();
      isFirst = false;
      return kubectl.try(args, options);
    },
  };
}

async function ourLease() {
  const cluster = createFakeCluster({ hasNamespace: true });
  await createLease(cluster.kubectl, name, 'ours');
  return cluster;
}

describe('a lease that another run takes between our reading and our writing', () => {
  it('is not renewed', async () => {
    const cluster = await ourLease();
    const takes = () => cluster.hold(name, 'theirs', 'now');
    expect(await holdLease(interrupted(cluster.kubectl, takes), name, 'ours').renew()).toBe(false);
    expect(cluster.lease(name)?.spec).toMatchObject({ holderIdentity: 'theirs', renewTime: 'now' });
  });

  it('is not deleted', async () => {
    const cluster = await ourLease();
    const takes = () => cluster.hold(name, 'theirs', 'now');
    await holdLease(interrupted(cluster.kubectl, takes), name, 'ours').free();
    expect(cluster.lease(name)?.spec?.holderIdentity).toBe('theirs');
  });

  it('is renewed after all when it was only touched', async () => {
    const cluster = await ourLease();
    const touches = () => cluster.hold(name, 'ours', 'before');
    expect(await holdLease(interrupted(cluster.kubectl, touches), name, 'ours').renew()).toBe(true);
    expect(cluster.lease(name)?.spec?.renewTime).not.toBe('before');
  });
});
