import type { Rehearsal } from '../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../testing/rehearsal-workspace.ts';
import { writeFiles } from '../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

const file = 'environments/prod.yaml';
const prod = (protection: string): string =>
  `nxHelm: { kubeVersion: 1.34.4, cluster: here, protection: [${protection}] }\n`;
/** What Nx and the programs that stand in for Helm and kubectl write, the lock of a deploy among it. */
const outputs = 'node_modules dist .nx calls written created-* secrets stored *.json'.split(' ');

let workspace: Rehearsal;
beforeAll(() => {
  workspace = createRehearsal(
    {
      '.gitignore': `${outputs.join('\n')}\n!project.json\n!nx.json\n`,
      [file]: prod('confirm'),
      cluster: 'here',
    },
    { isRepository: true },
  );
});
afterAll(() => {
  workspace.remove();
});
beforeEach(() => {
  writeFiles(workspace.root, { [file]: prod('confirm'), secrets: '' });
  workspace.calls();
});

const deployed = (labels: object): string =>
  `${JSON.stringify({ name: 'api', version: '3', status: 'deployed', environment: 'prod', ...labels })}\n`;

describe('a protected environment (C3)', () => {
  it.each([
    [['run', 'api:helm-deploy', '-c', 'prod']],
    [['run', 'api:helm-deploy', '-c', 'prod', '--confirm=test']],
    [['run', 'infra:deploy', '-c', 'prod']],
    [['run', 'api:helm-rollback', '-c', 'prod']],
    [['run', 'api:helm-uninstall', '--environment=prod']],
  ])('is not changed by whoever does not name it: %j', (args) => {
    writeFiles(workspace.root, { secrets: deployed({}) });
    const { exitCode, text } = workspace.nx(...args);
    expect([exitCode === 0, text]).toEqual([
      false,
      expect.stringMatching(/NXHELM_PROTECTED_CONFIRM: .*"prod" is protected.*--confirm=prod/),
    ]);
    expect(workspace.changes()).toEqual([]);
  });

  it.each([
    [['run', 'api:helm-deploy', '-c', 'prod', '--confirm=prod']],
    [['run', 'infra:deploy', '-c', 'prod', '--confirm=prod']],
    [['run-many', '-t', 'helm-deploy', '-c', 'prod', '--confirm=test,prod']],
  ])('is deployed with all that is needed where it is named: %j', (args) => {
    expect(workspace.nx(...args).text).not.toContain('NXHELM_');
    const upgrades = workspace.changes().filter((call) => call.startsWith('helm upgrade'));
    expect(upgrades).toHaveLength(2);
  });

  it('is deployed by a saved plan, which says what it needs, and looked at without', () => {
    const plan = workspace.nx('run', 'infra:plan', '-c', 'prod', '--out=plan.json');
    expect(plan.text).toContain('prod is protected; a deploy needs --confirm=prod or this plan');
    expect(workspace.nx('run', 'api:helm-deploy', '-c', 'prod', '--dry-run=client').exitCode).toBe(
      0,
    );
    expect(workspace.changes().filter((call) => call.startsWith('helm'))).toEqual([]);
    const applied = workspace.nx('run-many', '-t', 'helm-deploy', '-c', 'prod', '--plan=plan.json');
    expect(applied.exitCode).toBe(0);
  });

  it('leaves the others as they are', () => {
    expect(workspace.nx('run', 'api:helm-deploy').exitCode).toBe(0);
  });

  it('is in no cluster that its file does not name by its uid, whoever confirms it', () => {
    writeFiles(workspace.root, { [file]: prod('confirm').replace(' cluster: here,', '') });
    const args = ['run', 'api:helm-deploy', '-c', 'prod', '--confirm=prod'];
    const { exitCode, text } = workspace.nx(...args);
    expect([exitCode === 0, text]).toEqual([
      false,
      expect.stringMatching(
        /NXHELM_CLUSTER_UNNAMED: .*Do: kubectl --context test get namespace kube-system --output jsonpath=\{\.metadata\.uid\}/,
      ),
    ]);
    expect(workspace.calls()).toEqual([]);
  });

  it('may be deployed from a commit alone', () => {
    writeFiles(workspace.root, { [file]: prod('clean-tree') });
    const { exitCode, text } = workspace.nx('run', 'platform:helm-deploy', '-c', 'prod');
    expect([exitCode === 0, text]).toEqual([
      false,
      expect.stringContaining('NXHELM_PROTECTED_DIRTY: '),
    ]);
    expect(workspace.changes().filter((call) => call.startsWith('helm'))).toEqual([]);
    workspace.commitAll();
    expect(workspace.nx('run', 'platform:helm-deploy', '-c', 'prod').text).not.toContain('NXHELM_');
    expect(workspace.changes().filter((call) => call.startsWith('helm upgrade'))).toHaveLength(1);
  });

  it.each([
    ['another program made its revision', { revision: '2' }],
    ['an object differs', { revision: '3' }],
  ])('may be healed only on purpose, where %s', (_case, labels) => {
    writeFiles(workspace.root, { [file]: prod('no-heal') });
    workspace.nx('run', 'api:helm-template', '-c', 'prod');
    const { fingerprint } = JSON.parse(workspace.read('dist/manifests/api/fingerprint.json')) as {
      readonly fingerprint: string;
    };
    // The cluster has no objects, so the ConfigMap of the release is missing.
    writeFiles(workspace.root, { secrets: deployed({ fingerprint, ...labels }) });
    workspace.calls();
    const args = ['run', 'api:helm-deploy', '-c', 'prod', '--excludeTaskDependencies'];
    const { exitCode, text } = workspace.nx(...args);
    expect([exitCode === 0, text]).toEqual([
      false,
      expect.stringMatching(/NXHELM_PROTECTED_HEALING: somebody has changed it/),
    ]);
    expect(workspace.changes()).toEqual([]);
    expect(workspace.nx(...args, '--force').exitCode).toBe(0);
  });
});
