import type { Rehearsal } from '../../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../../testing/rehearsal-workspace.ts';
import { writeFiles } from '../../testing/workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(180_000);

const environment = (name: string, more = ''): string =>
  `nxHelm: { kubeVersion: 1.34.4, contexts: [${name}], cluster: uid-of-${name}${more} }\n`;

let workspace: Rehearsal;
beforeAll(() => {
  workspace = createRehearsal();
});
afterAll(() => {
  workspace.remove();
});
beforeEach(() => {
  const contexts = ['staging', 'prod'].map((name) => `- { name: ${name}, context: {} }\n`);
  writeFiles(workspace.root, {
    'environments/staging.yaml': environment('staging'),
    'environments/prod.yaml': environment('prod'),
    'cluster-staging': 'uid-of-staging',
    'cluster-prod': 'uid-of-prod',
    kubeconfig: `current-context: staging\ncontexts:\n${contexts.join('')}`,
  });
  workspace.calls();
});

const upgrades = (): (string | undefined)[] =>
  workspace
    .changes()
    .map((call) => /^helm upgrade (\w+) .*--kube-context (\w+)/.exec(call))
    .filter((found) => found !== null)
    .map(([, release, context]) => `${release ?? ''} ${context ?? ''}`);

describe('several environments that infra:deploy is asked for (C3)', () => {
  it('are planned together, and deployed one after the other, each in its own cluster', () => {
    const { exitCode, text } = workspace.nx('run', 'infra:deploy-planned', '-c', 'staging,prod');
    expect([exitCode, text]).toEqual([
      0,
      expect.stringMatching(/would roll on staging \(environment staging\)[^]*would roll on prod/),
    ]);
    expect(upgrades()).toEqual(['platform staging', 'api staging', 'platform prod', 'api prod']);
  });

  it('have one saved plan, of which each takes its part', () => {
    const args = [
      'run',
      'infra:plan',
      '-c',
      'prod,staging',
      '--out=plan.json',
      '--excludeTaskDependencies',
    ];
    expect(workspace.nx(...args).text).toContain(
      'run-many -t helm-deploy -c prod --plan=plan.json',
    );
    expect(upgrades()).toEqual([]);
    const apply = ['run-many', '-t', 'helm-deploy', '--plan=plan.json', '-c'];
    expect(workspace.nx(...apply, 'staging').exitCode).toBe(0);
    expect(upgrades()).toEqual(['platform staging', 'api staging']);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['leads to another cluster', { 'cluster-prod': 'another' }, 'NXHELM_CLUSTER_OTHER'],
    [
      'names no cluster, and is not in the current context',
      { 'environments/prod.yaml': 'nxHelm: { kubeVersion: 1.34.4, contexts: [prod] }\n' },
      'NXHELM_CONTEXT_REFUSED',
    ],
    [
      'is protected',
      { 'environments/prod.yaml': environment('prod', ', protection: [confirm]') },
      'NXHELM_PROTECTED_CONFIRM',
    ],
  ])('are all left as they are where one %s', (_case, files, code) => {
    writeFiles(workspace.root, files);
    const { exitCode, text } = workspace.nx('run', 'infra:deploy-planned', '-c', 'staging,prod');
    expect([exitCode === 0, text]).toEqual([false, expect.stringContaining(code)]);
    expect(upgrades()).toEqual([]);
  });

  it('are refused where one of them is unknown or stands twice', () => {
    for (const names of ['staging,nope', 'prod,prod']) {
      const { exitCode, text } = workspace.nx('run', 'infra:deploy-planned', '-c', names);
      expect([exitCode === 0, text]).toEqual([
        false,
        expect.stringContaining('NXHELM_ENVIRONMENT_UNKNOWN'),
      ]);
    }
    expect(upgrades()).toEqual([]);
  });

  it('end at the first that fails, and the others are named', () => {
    writeFiles(workspace.root, { 'fail-upgrade-staging': '' });
    const { exitCode, text } = workspace.nx('run', 'infra:deploy-planned', '-c', 'staging,prod');
    expect([exitCode === 0, text]).toEqual([
      false,
      expect.stringMatching(
        /NXHELM_DEPLOY_STOPPED: the deploy of staging failed; done before: none, not begun: prod/,
      ),
    ]);
    expect(upgrades().every((each) => each?.endsWith(' staging'))).toBe(true);
  });
});
