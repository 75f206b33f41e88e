import type { Rehearsal } from '../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../testing/rehearsal-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

let workspace: Rehearsal;
const cluster = 'e3b0c442-98fc-1c14-9afb-f4c8996fb924';
beforeAll(() => {
  workspace = createRehearsal({
    'environments/prod.yaml':
      'nxHelm: { kubeVersion: 1.34.4, contexts: [prod, prod-eu], namespace: shop }\n',
    'environments/staging.yaml': `nxHelm:\n  kubeVersion: 1.34.4\n  cluster: ${cluster}\n`,
    'environments/ci.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
  });
});
afterAll(() => {
  workspace.remove();
});
beforeEach(() => {
  useContext('test');
  writeFiles(workspace.root, { secrets: '', cluster });
  workspace.calls();
});

function useContext(name: string): void {
  writeFiles(workspace.root, { kubeconfig: `current-context: ${name}\n` });
}

function refused(code: string, ...args: readonly string[]): string {
  const { exitCode, text } = workspace.nx(...args);
  expect(exitCode).not.toBe(0);
  expect(text).toContain(`NXHELM_${code}: `);
  expect(workspace.changes()).toEqual([]);
  return text;
}

describe('an environment that names its place', () => {
  it.each([
    [['run', 'infra:deploy', '-c', 'prod']],
    [['run', 'api:helm-uninstall', '-c', 'prod']],
    [['run', 'api:helm-rollback', '-c', 'prod']],
    [['run', 'api:helm-status', '--environment=prod']],
    [['run', 'infra:drift', '-c', 'prod']],
    [['run', 'infra:history', '-c', 'prod']],
  ])('is refused where the present context is another one: %j', (args) => {
    expect(refused('CONTEXT_REFUSED', ...args)).toContain('"test", and only prod, prod-eu');
  });

  it('is refused before anything is rendered or asked (C3)', () => {
    const text = refused('CONTEXT_REFUSED', 'run', 'api:helm-deploy', '-c', 'prod');
    expect(text).not.toContain('helm-template');
    refused('CONTEXT_REFUSED', 'run', 'infra:plan', '-c', 'prod');
    expect(workspace.calls()).toEqual([]);
  });

  it('is deployed there, and an environment that is elsewhere is not', () => {
    useContext('prod-eu');
    expect(workspace.nx('run', 'infra:deploy', '-c', 'prod').exitCode).toBe(0);
    const upgrades = workspace.changes().filter((call) => call.startsWith('helm upgrade'));
    expect(upgrades).toHaveLength(2);
    for (const call of upgrades) {
      expect(call).toContain('--namespace shop --kube-context prod-eu ');
      expect(call).toContain(',environment=prod ');
    }
    refused('CONTEXT_REFUSED', 'run', 'infra:deploy');
  });

  it('is where its releases are looked at, too', () => {
    useContext('prod');
    for (const args of [['infra:history'], ['infra:drift'], ['api:helm-status']]) {
      workspace.nx('run', ...args, '-c', 'prod');
      const asked = workspace.calls().filter((call) => call.startsWith('kubectl'));
      expect(asked.length).toBeGreaterThan(0);
      for (const call of asked) expect(call).toContain('--context prod --namespace shop ');
    }
  });

  it('takes no other namespace', () => {
    useContext('prod');
    workspace.nx('run', 'api:helm-template', '-c', 'prod');
    const args = ['api:helm-deploy', '-c', 'prod', '--namespace=other'];
    refused('NAMESPACE_REFUSED', 'run', ...args, '--excludeTaskDependencies');
  });

  it('may name the cluster itself, and a context that leads to another one is refused', () => {
    expect(workspace.nx('run', 'api:helm-deploy', '-c', 'staging').exitCode).toBe(0);
    workspace.calls();
    writeFiles(workspace.root, { cluster: 'another' });
    for (const target of ['helm-deploy', 'helm-uninstall', 'helm-rollback', 'helm-status']) {
      const text = refused('CLUSTER_OTHER', 'run', `api:${target}`, '-c', 'staging');
      expect(text).toContain(`leads to the cluster another, and the environment is in ${cluster}`);
    }
  });
});

describe('an environment that names no place', () => {
  const running = `${JSON.stringify({ name: 'api', version: '3', status: 'deployed', environment: 'test' })}\n`;

  it.each([
    [['run', 'api:helm-deploy', '-c', 'ci']],
    [['run-many', '-t', 'helm-deploy', '-p', 'api', '-c', 'ci', '--force']],
    [['run', 'api:helm-uninstall', '-c', 'ci']],
    [['run', 'api:helm-rollback', '-c', 'ci']],
  ])('does not take a release from another one: %j', (args) => {
    writeFiles(workspace.root, { secrets: running });
    const { exitCode, text } = workspace.nx(...args);
    expect(exitCode).not.toBe(0);
    expect(text).toMatch(
      /NXHELM_ENVIRONMENT_OTHER: .*runs under the environment "test".*--from-environment=test/,
    );
    const api = workspace.changes().filter((call) => /^helm \w+ api /.test(call));
    expect(api).toEqual([]);
  });

  it('says so in a plan and in a dry run', () => {
    writeFiles(workspace.root, { secrets: running });
    const plan = workspace.nx('run', 'infra:plan', '-c', 'ci');
    expect(plan.text).toContain('a deploy would be refused: it runs under the environment "test"');
    const dryRun = workspace.nx('run', 'api:helm-deploy', '-c', 'ci', '--dry-run=client');
    expect(dryRun.text).toContain('would be refused: it runs under the environment "test"');
  });

  it('takes it where that one is named', () => {
    writeFiles(workspace.root, { secrets: running });
    const args = ['run', 'api:helm-deploy', '-c', 'ci', '--from-environment=test'];
    expect(workspace.nx(...args).exitCode).toBe(0);
    expect(workspace.changes().filter((call) => call.startsWith('helm upgrade api'))).toEqual([
      expect.stringContaining(',environment=ci '),
    ]);
  });
});

describe('an environment file that does not say well where it is', () => {
  it.each([
    ['context: prod', 'context is called contexts'],
    ['kube-context: prod', 'kube-context is called contexts'],
    ['namespace: My Shop', 'not a valid name of a namespace'],
    ['contexts: []', 'not a list of names'],
    ['contexts: { a: b }', 'not a list of names'],
  ])('is told before any target begins: %s', (line, message) => {
    const broken = createRehearsal({
      'environments/eu.yaml': `nxHelm:\n  kubeVersion: 1.34.4\n  ${line}\n`,
    });
    const { exitCode, text } = broken.nxIsolated('run', 'api:helm-deploy');
    expect([exitCode === 0, broken.changes()]).toEqual([false, []]);
    expect(text).toContain('NXHELM_ENVIRONMENT_PLACE');
    expect(text).toContain(message);
    broken.remove();
  });
});
