import { fork, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { installFakeGo, type FakeGo } from '../__fixtures__/fake-go.ts';
import { createRecorder, createSandbox, type Sandbox } from '../__fixtures__/settings.ts';
import { until } from '../__fixtures__/until.ts';
import { startTimeOf } from '@taskora/base/identity';
import { allPrograms } from './modules.ts';
import { lockFile, temporaryFolder, workspaceBin, workspaceSchemas } from '../base/settings.ts';
import { ensurePrograms } from './ensure.ts';

/** The process that stands still in a build. */
async function standstill(go: FakeGo): Promise<number> {
  await until(() => go.blocked() !== undefined);
  return go.blocked() ?? 0;
}

describe('programs (N8)', () => {
  let sandbox: Sandbox;
  beforeEach(() => (sandbox = createSandbox()));
  afterEach(() => sandbox.remove());

  const ensure = () => ensurePrograms(sandbox.settings, createRecorder());
  const linkOf = (name: string): string => readlinkSync(join(workspaceBin(sandbox.settings), name));
  const forkRun = () => {
    const script = join(__dirname, '..', '__fixtures__', 'provide.ts');
    const stdio: StdioOptions = ['ignore', 'ignore', 'ignore', 'ipc'];
    return fork(script, [JSON.stringify(sandbox.settings)], { execArgv: [], stdio });
  };
  const built = (name: string): string => allPrograms(sandbox.settings).get(name)?.path ?? '';

  it('builds what is missing, links it, and leaves no temporary file', async () => {
    const go = installFakeGo(sandbox);
    expect((await ensure()).changed).toBe(true);
    expect(go.builds()).toEqual(['helm', 'kubeconform']);
    expect(linkOf('helm')).toBe(built('helm'));
    expect(linkOf('kubeconform')).toBe(built('kubeconform'));
    expect(readdirSync(workspaceSchemas(sandbox.settings)).toSorted()).toEqual([
      'custom-resources.yaml',
      'v1.34.4-standalone-strict',
      'v1.34.4.openapi.json',
    ]);
    expect(readdirSync(temporaryFolder(sandbox.settings))).toEqual([]);
    expect(existsSync(lockFile(sandbox.settings))).toBe(false);
  });

  it('does nothing when all is there', async () => {
    const go = installFakeGo(sandbox);
    await ensure();
    expect((await ensure()).changed).toBe(false);
    expect(go.builds()).toHaveLength(2);
  });

  it('takes a program of the path that is good enough', async () => {
    const go = installFakeGo(sandbox);
    const helm = sandbox.program('helm', 'echo v3.14.0+gabc');
    await ensure();
    expect(linkOf('helm')).toBe(helm);
    expect(go.builds()).toEqual(['kubeconform']);
    expect((await ensure()).changed).toBe(false);
  });

  it('asks a program of the path again when it has changed', async () => {
    const go = installFakeGo(sandbox);
    sandbox.program('helm', 'echo v3.14.0+gabc');
    await ensure();
    sandbox.program('helm', 'echo v3.9.0 but of another size');
    await ensure();
    expect(linkOf('helm')).toBe(built('helm'));
    expect(go.builds()).toEqual(['kubeconform', 'helm']);
  });

  it.each([
    ['too old', 'echo v3.13.9'],
    ['known not to run hooks (helm#32224)', 'echo v4.2.1+gabc'],
  ])('builds its own where the one of the path is %s', async (_why, script) => {
    const go = installFakeGo(sandbox);
    sandbox.program('helm', script);
    await ensure();
    expect(go.builds()).toContain('helm');
    expect(linkOf('helm')).toBe(built('helm'));
  });

  it.each([
    ['echo v3.13.9', undefined, /^HELM_TOO_OLD: .*3\.13\.9.*3\.14\.0 or newer.*Do: /],
    [undefined, undefined, /^NO_GO: .*Do: install Go/],
    [undefined, '1.20', /^GO_TOO_OLD: Go 1\.20 is too old.*Do: install Go/],
  ])('refuses with helm %s and Go %s, and builds nothing', async (helm, version, message) => {
    const go = version === undefined ? undefined : installFakeGo(sandbox, version);
    if (version === undefined) sandbox.program('go', 'exit 127');
    if (helm !== undefined) sandbox.program('helm', helm);
    await expect(ensure()).rejects.toThrow(message);
    expect(go?.builds() ?? []).toEqual([]);
    expect(existsSync(workspaceBin(sandbox.settings))).toBe(false);
    expect(readdirSync(temporaryFolder(sandbox.settings))).toEqual([]);
  });

  it('names the log when a build fails, and keeps what was built before', async () => {
    installFakeGo(sandbox);
    sandbox.program('kubeconform', 'exit 1');
    const fake = readFileSync(join(sandbox.folder, 'bin', 'go'), 'utf8');
    sandbox.program(
      'go',
      fake.replace(
        'name=$(',
        '[ "${2##*/}" = helm.draft ] || { echo broken >&2; exit 3; }\nname=$(',
      ),
    );
    await expect(ensure()).rejects.toThrow(
      /^COMMAND_FAILED: go build.*code 3: broken.*build-kubeconform\.log/,
    );
    expect(existsSync(built('helm'))).toBe(true);
    expect(readdirSync(temporaryFolder(sandbox.settings))).toEqual([]);
  });

  it('ends its children, removes its files and gives the lock back on Ctrl-C', async () => {
    const go = installFakeGo(sandbox);
    go.block('helm');
    const run = forkRun();
    const child = await standstill(go);
    run.kill('SIGINT');
    expect((await once(run, 'exit'))[0]).toBe(130);
    await until(() => startTimeOf(child) === undefined);
    expect(readdirSync(temporaryFolder(sandbox.settings))).toEqual([]);
    expect(existsSync(lockFile(sandbox.settings))).toBe(false);
  });

  describe('killed in the middle of a build', () => {
    let go: FakeGo;
    let orphan: number;
    beforeEach(async () => {
      go = installFakeGo(sandbox);
      go.block('kubeconform');
      const run = forkRun();
      orphan = await standstill(go);
      run.kill('SIGKILL');
      await once(run, 'exit');
      go.unblock();
    });

    it('has kept the programs before it, and no part of the one in work', () => {
      expect(existsSync(built('helm'))).toBe(true);
      expect(existsSync(built('kubeconform'))).toBe(false);
    });

    it('goes on where it was, and ends and removes what the killed run left', async () => {
      expect(startTimeOf(orphan)).toBeDefined();
      await ensure();
      expect(go.builds()).toEqual(['helm', 'kubeconform', 'kubeconform']);
      expect(readFileSync(built('kubeconform'), 'utf8')).toContain('exit 0');
      expect(readdirSync(temporaryFolder(sandbox.settings))).toEqual([]);
      await until(() => startTimeOf(orphan) === undefined);
    });

    afterEach(() => {
      if (startTimeOf(orphan) !== undefined) process.kill(orphan, 'SIGKILL');
    });
  });
});
