import type { Kubectl } from '../cluster/connect.ts';
import type { ImageSchema } from '../image/image-schema.ts';
import type { PresentDatabase } from './databases.ts';
import { databasesName, readDatabases, recordMigration, recordRestored } from './databases.ts';

const app = (version: number, oldest = 1): ImageSchema => ({ name: 'app', version, oldest });
const auth = (version: number, oldest = 1): ImageSchema => ({ name: 'auth', version, oldest });

/** One ConfigMap, which another run may write between a reading and a writing. */
function configMapServer() {
  let version = 0;
  let stored: { readonly data: Readonly<Record<string, string>> } | undefined;
  let refusal: string | undefined;
  let writes = 0;
  const between: (() => Promise<unknown>)[] = [];
  const kubectl: Kubectl = {
    namespace: 'acme',
    try: async (_args, { input = '' } = {}) => {
      await between.pop()?.();
      if (refusal !== undefined) return { exitCode: 1, stdout: '', stderr: refusal };
      const object = JSON.parse(input) as {
        readonly metadata: { readonly resourceVersion?: string };
        readonly data: Readonly<Record<string, string>>;
      };
      const given = object.metadata.resourceVersion ?? '0';
      if (given !== String(version)) return { exitCode: 1, stdout: '', stderr: '(Conflict)' };
      version += 1;
      writes += 1;
      stored = object;
      return { exitCode: 0, stdout: '', stderr: '' };
    },
    read: () =>
      Promise.resolve(
        stored === undefined
          ? ''
          : JSON.stringify({ ...stored, metadata: { resourceVersion: String(version) } }),
      ),
  };
  return {
    kubectl,
    writes: () => writes,
    edit: (text: string) => (stored = { data: { 'databases.json': text } }),
    beforeNextWrite: (work: () => Promise<unknown>) => between.push(work),
    refuse: (text: string) => (refusal = text),
  };
}

interface Place {
  readonly identity?: string | undefined;
  /** By default a claim of the cluster has the data. */
  readonly isHeld?: boolean;
  readonly release?: string;
  readonly lives?: Readonly<Record<string, string>>;
}

const all = { api: '1', web: '1', chatbot: '1' };
const present = ({
  identity,
  isHeld = true,
  release = 'api',
  lives = all,
}: Place): PresentDatabase => ({
  identity: identity === undefined ? undefined : { data: identity, isHeld },
  release,
  lives: new Map(Object.entries(lives)),
});

let server: ReturnType<typeof configMapServer>;
beforeEach(() => {
  server = configMapServer();
});

const nothing = (): Promise<void> => Promise.resolve();

interface Recording extends Place {
  readonly restored?: boolean;
  readonly life?: string;
}

/** Gives what takes it back. */
const record = async (
  schemas: readonly ImageSchema[],
  { restored = false, life = '1', ...place }: Recording = { identity: 'a' },
): Promise<() => Promise<void>> => {
  const declaring = { life, schemas, present: present(place), pause: nothing };
  if (!restored) return recordMigration(server.kubectl, declaring);
  expect(await recordRestored(server.kubectl, declaring)).toBeUndefined();
  return nothing;
};

const readAll = async (place: Place = { identity: 'a' }) => {
  const read = await readDatabases(server.kubectl, present(place));
  return read && { certain: [...read.certain.values()], possible: [...read.possible.values()] };
};

const read = async (place?: Place): Promise<readonly ImageSchema[] | undefined> =>
  (await readAll(place))?.certain;

describe('to which versions the databases of a namespace are migrated (K6)', () => {
  it('is known for all releases that share one, and written only where it changes', async () => {
    await record([auth(2)], { identity: 'a', release: 'web' });
    await record([auth(2)], { identity: 'a', release: 'chatbot' });
    await record([auth(1)], { identity: 'a', release: 'chatbot' });
    expect(server.writes()).toBe(2);
    await record([auth(3, 3)], { identity: 'a', release: 'chatbot' });
    expect(await read()).toEqual([auth(3, 3)]);
    expect(await read({ identity: 'b' })).toEqual([]);
  });

  it('takes the larger oldest of one version', async () => {
    await record([app(3, 1)]);
    await record([app(3, 2)]);
    await record([app(3, 1)]);
    expect(await read()).toEqual([app(3, 2)]);
  });

  it('is tied to the installation where nobody can say which database it is', async () => {
    await record([app(3)], {});
    expect(await read({})).toEqual([app(3)]);
    expect(await read({ identity: 'a' })).toEqual([app(3)]);
    expect(await readAll({ lives: { api: '2' } })).toEqual({ certain: [], possible: [] });
    expect(await read({ lives: {} })).toEqual([]);
  });

  it('stays known where one of two releases of an unidentified one is removed', async () => {
    await record([auth(2)], { release: 'web' });
    await record([auth(2)], { release: 'chatbot' });
    const [web, chatbot] = [{ web: '1' }, { chatbot: '1' }];
    expect(await read({ release: 'web', lives: web })).toEqual([auth(2)]);
    expect(await read({ release: 'chatbot', lives: chatbot })).toEqual([auth(2)]);
  });

  it('is only possible by what other releases recorded of an unidentified one', async () => {
    await record([app(6, 6)], { release: 'web' });
    const possible = { certain: [], possible: [app(6, 6)] };
    expect(await readAll({ release: 'api' })).toEqual(possible);
    expect(await readAll({ identity: 'a', release: 'api' })).toEqual(possible);
    expect(await readAll({ release: 'api', lives: { api: '1', web: '2' } })).toEqual({
      ...{ certain: [], possible: [] },
    });
    await record([app(5)], { release: 'api' });
    expect(await read({ release: 'api' })).toEqual([app(5)]);
    expect(await read({ release: 'web' })).toEqual([app(6, 6)]);
  });

  it.each([
    ['that is identified', 'a'],
    ['that is not', undefined],
  ])(
    'keeps what another release recorded of one %s when one is restored',
    async (_what, identity) => {
      await record([app(6, 6)], { identity, release: 'web' });
      await record([app(5)], { restored: true, release: 'api' });
      expect(await read({ identity, release: 'web' })).toEqual([app(6, 6)]);
      expect(await read({ release: 'api' })).toEqual([app(5)]);
    },
  );

  it('is what a person says after a backup was restored, and no other schema', async () => {
    await record([app(5, 4), auth(2)]);
    await record([app(5, 4)], { identity: 'a', release: 'web' });
    await record([app(3)], { identity: 'a', restored: true });
    expect(await read()).toEqual([auth(2), app(3)]);
    expect(await read({ identity: 'a', release: 'web' })).toEqual([auth(2), app(3)]);
  });

  it('outlives a Secret that was made again, where only that leads to the database', async () => {
    const outside = (identity: string, release = 'api') => ({ identity, release, isHeld: false });
    for (const release of ['api', 'web']) await record([app(6, 6)], outside('secret-1', release));
    for (const release of ['api', 'web']) {
      expect(await read(outside('secret-2', release))).toEqual([app(6, 6)]);
    }
    await record([app(7, 6)], outside('secret-2'));
    await record([app(5)], { ...outside('secret-3'), restored: true });
    expect(await read(outside('secret-3'))).toEqual([app(5)]);
    const life = { lives: { api: '2' } };
    expect(await read({ ...outside('secret-4'), ...life })).toEqual([]);
  });

  it('says nothing of one with another claim, nor of one outside by one in the cluster', async () => {
    await record([app(6, 6)], { identity: 'claim-1' });
    const none = { certain: [], possible: [] };
    expect(await readAll({ identity: 'claim-2' })).toEqual(none);
    expect(await readAll({ identity: 'claim-2', release: 'web' })).toEqual(none);
    expect(await read({ identity: 'secret-1', isHeld: false })).toEqual([]);
    await record([app(1)], { identity: 'secret-1', isHeld: false });
    expect(await read({ identity: 'claim-2' })).toEqual([]);
    expect(await read({ identity: 'claim-1' })).toEqual([app(6, 6)]);
  });

  it('forgets databases that were replaced, and releases that are gone, before it forgets others', async () => {
    await record([app(6, 6)], { identity: 'kept' });
    for (let pod = 0; pod < 70; pod += 1) {
      await record([auth(2)], { identity: `pod-${pod}`, release: 'web' });
    }
    expect(await read({ identity: 'kept' })).toEqual([app(6, 6)]);
    expect(await read({ identity: 'pod-69' })).toEqual([auth(2)]);
    expect(await read({ identity: 'pod-0' })).toEqual([]);
    for (let life = 0; life < 70; life += 1) {
      await record([auth(3)], { identity: `claim-${life}`, release: `gone-${life}` });
    }
    expect(await read({ identity: 'kept' })).toEqual([app(6, 6)]);
    expect(await read({ identity: 'pod-69' })).toEqual([auth(2)]);
    expect(await read({ identity: 'claim-0' })).toEqual([]);
  });

  it('is taken back to what it was, with all that others have written since', async () => {
    await record([app(2)]);
    const takeBack = await record([app(6, 6)]);
    await record([auth(2)], { identity: 'a', release: 'web' });
    expect(await read()).toEqual([app(6, 6), auth(2)]);
    await takeBack();
    expect(await read()).toEqual([auth(2), app(2)]);
  });

  it('is not taken back where it was known before, or was recorded anew since', async () => {
    await record([app(6, 6)]);
    await (
      await record([app(6, 6)])
    )();
    expect(await read()).toEqual([app(6, 6)]);
    const takeBack = await record([app(7, 7)]);
    await record([app(3)], { identity: 'a', restored: true });
    await takeBack();
    expect(await read()).toEqual([app(3)]);
  });

  it('has all of a release that is about to be installed', async () => {
    const many = Array.from({ length: 70 }, (_, index) => ({ ...app(1), name: `app-${index}` }));
    await record(many, { identity: 'a', lives: {} });
    expect(await read()).toEqual(many);
  });

  it('loses nothing of what another run writes meanwhile', async () => {
    server.beforeNextWrite(() => record([app(9, 9)], { identity: 'a', release: 'web' }));
    await record([app(3)]);
    expect(await read()).toEqual([app(9, 9)]);
  });

  it.each(['{', 'null', '[null]', '[{"name":"app","version":"3","oldest":1}]'])(
    'is not known where it reads %s, and is written anew',
    async (text) => {
      await record([app(1)]);
      server.edit(text);
      expect(await read()).toBeUndefined();
      await record([app(2)]);
      expect(await read()).toEqual([app(2)]);
    },
  );

  it('is to be tried again where only others were faster', async () => {
    server.refuse('Error from server (Conflict): it was modified');
    await expect(record([app(1)])).rejects.toThrow(
      /^NXHELM_SCHEMA_NOT_RECORDED: .*Conflict.* Do: npx nx run api:helm-deploy once more/,
    );
  });

  it('keeps a rollout from beginning that cannot write it', async () => {
    server.refuse('configmaps is forbidden');
    await expect(record([app(1)])).rejects.toThrow(
      new RegExp(
        `NXHELM_SCHEMA_NOT_RECORDED: .*${databasesName}.*forbidden; nothing was changed.* Do: kubectl --namespace acme auth can-i update configmaps`,
      ),
    );
  });
});
