import type { Kubectl } from '../cluster/connect.ts';
import { readDatabaseIdentity, referencesIn } from './database-identity.ts';

const hook = (database: string): string =>
  `---\n${JSON.stringify({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'm', annotations: { 'helm.sh/hook': 'pre-upgrade', 'nx-helm/database': database } } })}\n`;

const named = 'secret/database persistentvolumeclaim/data';

/** A cluster that has these objects, by what is asked for: uid and version of each. */
function clusterWith(objects: Readonly<Record<string, string>>): Kubectl {
  const answer = ([, kind = '', name = '']: readonly string[]) => {
    const stdout = objects[`${kind}/${name}`];
    return { exitCode: stdout === undefined ? 1 : 0, stdout: stdout ?? '', stderr: '' };
  };
  return {
    namespace: 'acme',
    try: (args) => Promise.resolve(answer(args)),
    read: () => Promise.reject(new Error('not asked')),
  };
}

const identity = (objects: Readonly<Record<string, string>>, references = named) =>
  readDatabaseIdentity(clusterWith(objects), referencesIn(hook(references)));

const present = { 'secret/database': 's-1 10', 'persistentvolumeclaim/data': 'c-1 20' };

describe('which database a release has (K6)', () => {
  it('is the same as long as what holds the data is', async () => {
    const before = await identity(present);
    const rotated = await identity({ ...present, 'secret/database': 's-1 11' });
    expect(rotated?.data).toBe(before?.data);
    expect(rotated?.exact).not.toBe(before?.exact);
    const mounted = await identity({ ...present, 'persistentvolumeclaim/data': 'c-1 21' });
    expect(mounted).toEqual(before);
    const recreated = await identity({ ...present, 'secret/database': 's-2 10' });
    expect(recreated?.data).toBe(before?.data);
    expect(recreated?.exact).not.toBe(before?.exact);
  });

  it('is another one with another claim, and outside of the cluster with another Secret', async () => {
    const other = await identity({ ...present, 'persistentvolumeclaim/data': 'c-2 20' });
    expect(other?.data).not.toBe((await identity(present))?.data);
    const outside = (uid: string) => identity({ 'secret/database': uid }, 'secret/database');
    expect((await outside('s-1 10'))?.data).toBe((await outside('s-1 11'))?.data);
    expect((await outside('s-2 10'))?.data).not.toBe((await outside('s-1 10'))?.data);
    expect([other?.isHeld, (await outside('s-1 10'))?.isHeld]).toEqual([true, false]);
  });

  it('is not known where an object is missing, nothing is named, or nobody knows what it is', async () => {
    expect(await identity({ 'secret/database': 's-1 10' })).toBeUndefined();
    expect(await identity(present, '')).toBeUndefined();
    expect(await identity(present, 'service/postgres secret/database')).toBeUndefined();
    expect(await identity(present, 'secret/database/url')).toBeUndefined();
  });
});
