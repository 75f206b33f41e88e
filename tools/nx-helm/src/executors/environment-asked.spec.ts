import type { Rehearsal } from '../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../testing/rehearsal-workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

describe('an environment that was asked for', () => {
  let workspace: Rehearsal;
  beforeAll(() => {
    workspace = createRehearsal();
    workspace.nx('run-many', '-t', 'helm-lint,helm-template');
  });
  afterAll(() => {
    workspace.remove();
  });

  it.each([
    [['run', 'api:helm-deploy', '-c', 'nope']],
    [['run', 'api:helm-deploy:nope']],
    [['helm-deploy', 'api', '--configuration=nope']],
    [['run-many', '-t', 'helm-deploy', '-c', 'nope']],
    [['run', 'infra:deploy', '-c', 'nope']],
    [['run', 'infra:check', '--configuration', 'nope']],
    [['run', 'api:helm-deploy', '--batch=false', '-c', 'nope']],
    [['run', 'api:helm-uninstall', '-c', 'nope']],
    [['run', 'infra:plan', '-c', 'nope']],
    [['run', 'infra:drift', '-c', 'nope']],
  ])('and that nobody has is refused by name, and nothing is changed: %j', (args) => {
    const { exitCode, text } = workspace.nx(...args);
    expect(exitCode).not.toBe(0);
    expect(text).toMatch(/^NXHELM_ENVIRONMENT_UNKNOWN: .*"nope".*\bprod\b.*\btest\b/m);
    expect(workspace.changes()).toEqual([]);
  });

  it.each([
    [['run', 'api:helm-lint', '-c', 'nope']],
    [['run', 'api:helm-template', '-c', 'nope']],
    [['run', 'api:helm-deploy', '-c1']],
    [['run', 'api:helm-deploy', '-c', 'test', '-c', 'prod']],
    [['run', 'api:helm-deploy', '-c']],
    [['run', 'api:helm-deploy', '--configuration=']],
    [['run-many', '-t', 'helm-lint,helm-template', '--configuration', 'nope']],
    [['affected', '-t', 'helm-lint', '--files', 'api/chart/Chart.yaml', '-c', 'nope']],
    [['run', 'infra:check', '-c', 'nope']],
    [['run', 'api:helm-deploy', '-vc', 'nope']],
    [['run', 'api:helm-deploy', '--dryrun=server']],
  ])(
    "and that is nobody's is refused before any task, also one that a cache answers: %j",
    (args) => {
      workspace.calls();
      const { exitCode, text } = workspace.nx(...args);
      expect([exitCode, text]).toEqual([
        1,
        expect.stringMatching(/NXHELM_(ENVIRONMENT|OPTION)_UNKNOWN: /),
      ]);
      expect(text).not.toMatch(/> nx run|cache/);
      expect(workspace.calls()).toEqual([]);
    },
  );

  it.each([[['run', 'api:helm-deploy', '-c', 'prod']], [['run', 'infra:deploy', '-c', 'prod']]])(
    'is deployed, with what it depends on: %j',
    (args) => {
      const { exitCode, text } = workspace.nx(...args);
      expect([exitCode, text]).toEqual([0, expect.stringContaining('api:helm-template:prod')]);
      const releases = workspace.changes().map((call) => /^helm upgrade (\w+)/.exec(call)?.[1]);
      expect(releases.filter((release) => release !== undefined)).toEqual(['platform', 'api']);
    },
  );

  it('is that of a plan and of drift, though their own target does not list it', () => {
    const plan = workspace.nx('run', 'infra:plan', '-c', 'prod', '--json');
    expect([plan.exitCode, plan.text]).toEqual([
      0,
      expect.stringContaining('"environment": "prod"'),
    ]);
    expect(workspace.nx('run', 'infra:drift', '-c', 'prod').exitCode).toBe(0);
  });

  it('is refused by a rollout itself, where nothing that comes before it has', () => {
    workspace.nx('run', 'api:helm-template');
    workspace.calls();
    const args = ['api:helm-deploy', '-c', 'nope', '--excludeTaskDependencies'];
    const { exitCode, text } = workspace.nx('run', ...args);
    expect([exitCode === 0, text]).toEqual([
      false,
      expect.stringContaining('NXHELM_ENVIRONMENT_UNKNOWN: '),
    ]);
    expect(workspace.changes()).toEqual([]);
  });
});
