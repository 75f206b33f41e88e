import { createFakeCluster } from '../testing/fake-cluster.ts';
import { describeLiveSession, holdLiveSession, readLiveSession } from './live-session.ts';

const other = 'elsewhere/1/another place/run';
const name = 'nx-helm-live-web';

describe('the record of a development session (N6)', () => {
  it('names who syncs, since when and what, as long as the session goes on', async () => {
    const { kubectl } = createFakeCluster({ hasNamespace: true });
    const session = await holdLiveSession(kubectl, 'web');
    await session.note('0123456789abcdef');
    const record = await readLiveSession(kubectl, 'web');
    expect(record).toMatchObject({ isConnected: true, contentId: '0123456789abcdef' });
    expect(describeLiveSession(record)).toMatch(
      /^a development session of .+ on .+, since \d{4}-.+, is connected, content 0123456789ab; a deploy ends it$/,
    );
    await session.end();
  });

  it('stays when the session ends, for what was synced still runs', async () => {
    const { kubectl } = createFakeCluster({ hasNamespace: true });
    const session = await holdLiveSession(kubectl, 'web');
    await session.end(true);
    expect(describeLiveSession(await readLiveSession(kubectl, 'web'))).toContain(
      'is no longer connected, its pods held what the image would when it ended; a deploy',
    );
  });

  it('says that it has ended before it says what the comparison gave, which takes longer', async () => {
    const { kubectl } = createFakeCluster({ hasNamespace: true });
    const session = await holdLiveSession(kubectl, 'web');
    await session.end();
    const ended = await readLiveSession(kubectl, 'web');
    expect(ended).toMatchObject({ isConnected: false });
    expect(ended).not.toHaveProperty('isAsImage');
    await session.end(false);
    expect(await readLiveSession(kubectl, 'web')).toMatchObject({
      isConnected: false,
      isAsImage: false,
    });
  });

  it('leaves the next session alone when its own comparison comes late', async () => {
    const { kubectl } = createFakeCluster({ hasNamespace: true });
    const first = await holdLiveSession(kubectl, 'web');
    await first.end();
    const second = await holdLiveSession(kubectl, 'web');
    await first.end(true);
    expect(await readLiveSession(kubectl, 'web')).toMatchObject({ isConnected: true });
    await second.end();
  });

  it('begins in no namespace that is not there, and says what makes it', async () => {
    const { kubectl } = createFakeCluster({ hasNamespace: false });
    await expect(holdLiveSession(kubectl, 'web')).rejects.toThrow(
      /^NXHELM_RELEASE_NAMESPACE: the namespace .* is not there, .* Do: npx nx run web:helm-deploy/,
    );
  });

  it('lets one session write into the pods, and names it to the next', async () => {
    const cluster = createFakeCluster({ hasNamespace: true });
    cluster.hold(name, other, new Date().toISOString());
    await expect(holdLiveSession(cluster.kubectl, 'web')).rejects.toMatchObject({
      code: 'NXHELM_LIVE_BUSY',
      message: expect.stringContaining(other),
    });
    expect(cluster.lease(name)?.spec?.holderIdentity).toBe(other);
  });

  it('is taken over where the other session was ended, or is not renewed any more', async () => {
    const ended = createFakeCluster({ hasNamespace: true });
    await (await holdLiveSession(ended.kubectl, 'web')).end();
    const expired = createFakeCluster({ hasNamespace: true });
    expired.hold(name, other, new Date(0).toISOString());
    for (const { kubectl } of [ended, expired]) {
      const session = await holdLiveSession(kubectl, 'web');
      expect(await readLiveSession(kubectl, 'web')).toMatchObject({ isConnected: true });
      await session.end();
    }
  });

  it('tells a session whose record is gone, or another one’s, that it is over', async () => {
    const { kubectl, hold } = createFakeCluster({ hasNamespace: true });
    const session = await holdLiveSession(kubectl, 'web');
    expect(session.lost.aborted).toBe(false);
    hold(name, other, new Date().toISOString());
    await session.note('anything');
    expect(session.lost.aborted).toBe(true);
    await session.end();
    expect(await readLiveSession(kubectl, 'web')).toMatchObject({ owner: other });
  });

  it('is asked for where a revision says so, and may be missing', () => {
    expect(describeLiveSession(undefined)).toBe(
      'its pods are those of a development session that left no record',
    );
  });
});
