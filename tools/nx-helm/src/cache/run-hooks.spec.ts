import type * as RunHooks from './run-hooks.ts';

const names = [
  'NX_SELF_HOSTED_REMOTE_CACHE_SERVER',
  'NX_HELM_CACHE_VERIFYING_KEY',
  'NX_HELM_CACHE_SIGNING_KEY',
  'NX_HELM_CACHE_GUARD',
];
const before = new Map(names.map((name) => [name, process.env[name]]));

beforeEach(() => {
  jest.resetModules();
  for (const name of names) process.env[name] = '';
});
afterAll(() => {
  for (const [name, value] of before) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

const load = (): Promise<typeof RunHooks> => import('./run-hooks.ts');

function setServer(): void {
  process.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER'] = 'http://cache.example';
}

describe('a run with a remote cache', () => {
  it('has no hook, which would cost a process, where there are no keys', async () => {
    setServer();
    const { postTasksExecution, refuseUnguardedCache } = await load();
    expect(postTasksExecution).toBeUndefined();
    expect(refuseUnguardedCache).not.toThrow();
  });

  it('is refused where a daemon that knows of no keys has loaded the plugin', async () => {
    const { refuseUnguardedCache } = await load();
    setServer();
    process.env['NX_HELM_CACHE_VERIFYING_KEY'] = 'a key';
    expect(refuseUnguardedCache).toThrow(/^NXHELM_CACHE_UNGUARDED: .*Do: .*NX_DAEMON=false/);
  });

  it('goes on with the guard of the run that has started it', async () => {
    setServer();
    process.env['NX_HELM_CACHE_VERIFYING_KEY'] = 'a key';
    process.env['NX_HELM_CACHE_GUARD'] = 'http://cache.example';
    const { beforeTasks, refuseUnguardedCache } = await load();
    const context = { id: '1', workspaceRoot: '/', nxJsonConfiguration: {}, argv: [] };
    // It would read the key, which is none.
    await beforeTasks(undefined, context);
    expect(process.env['NX_SELF_HOSTED_REMOTE_CACHE_SERVER']).toBe('http://cache.example');
    expect(refuseUnguardedCache).not.toThrow();
  });
});
