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
  const between: (() => Promise<void>)[] = [];
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
    beforeNextWrite: (work: () => Promise<void>) => between.push(work),
    refuse: (text: string) => (refusal = text),
  };
}

const present = (
  identity: string | undefined,
  lives: Readonly<Record<string, string>> = { api: '1', web: '1', chatbot: '1' },
): PresentDatabase => ({ identity, lives: new Map(Object.entries(lives)) });

let server: ReturnType<typeof configMapServer>;
beforeEach(() => {
  server = configMapServer();
});

const record = (
  schemas: readonly ImageSchema[],
  { release = 'api', of = present('a'), restored = false, life = '1' } = {},
): Promise<void> =>
  (restored ? recordRestored : recordMigration)(server.kubectl, {
    ...{ release, life, schemas, present: of },
  });

const read = async (of = present('a')): Promise<readonly ImageSchema[] | undefined> => {
  const schemas = await readDatabases(server.kubectl, of);
  return schemas && [...schemas.values()];
};

describe('to which versions the databases of a namespace are migrated (K6)', () => {
  it('is known for all releases that share one, and written only where it changes', async () => {
    await record([auth(2)], { release: 'web' });
    await record([auth(2)], { release: 'chatbot' });
    await record([auth(1)], { release: 'chatbot' });
    expect(server.writes()).toBe(1);
    await record([auth(3, 3)], { release: 'chatbot' });
    expect(await read()).toEqual([auth(3, 3)]);
    expect(await read(present('b'))).toEqual([]);
  });

  it('takes the larger oldest of one version', async () => {
    await record([app(3, 1)]);
    await record([app(3, 2)]);
    await record([app(3, 1)]);
    expect(await read()).toEqual([app(3, 2)]);
  });

  it('is tied to the installation where nobody can say which database it is', async () => {
    await record([app(3)], { of: present(undefined) });
    expect(await read(present(undefined))).toEqual([app(3)]);
    expect(await read(present('a'))).toEqual([app(3)]);
    expect(await read(present(undefined, { api: '2' }))).toEqual([]);
    expect(await read(present(undefined, {}))).toEqual([]);
  });

  it('stays known where one of two releases that share an unidentified one is removed', async () => {
    await record([auth(2)], { release: 'web', of: present(undefined) });
    await record([auth(2)], { release: 'chatbot', of: present(undefined) });
    expect(await read(present(undefined, { web: '1' }))).toEqual([auth(2)]);
    expect(await read(present(undefined, { chatbot: '1' }))).toEqual([auth(2)]);
  });

  it('is what a person says after a backup was restored, and no other schema', async () => {
    await record([app(5, 4), auth(2)]);
    await record([app(3)], { restored: true });
    expect(await read()).toEqual([auth(2), app(3)]);
  });

  it('loses nothing of what another run writes meanwhile', async () => {
    server.beforeNextWrite(() => record([app(9, 9)], { release: 'web' }));
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

  it('keeps a rollout from beginning that cannot write it', async () => {
    server.refuse('configmaps is forbidden');
    await expect(record([app(1)])).rejects.toThrow(
      new RegExp(
        `NXHELM_SCHEMA_NOT_RECORDED: .*${databasesName}.*forbidden; nothing was changed.* Do: kubectl --namespace acme auth can-i update configmaps`,
      ),
    );
  });
});
