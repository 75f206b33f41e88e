import type { Rehearsal } from '../../testing/rehearsal-workspace.ts';
import { createRehearsal } from '../../testing/rehearsal-workspace.ts';

/** The real Nx starts processes; nothing here is about how long that takes. */
jest.setTimeout(120_000);

let workspace: Rehearsal;
beforeAll(() => {
  workspace = createRehearsal();
});
afterAll(() => {
  workspace.remove();
});

describe('a run of Nx that is asked for what a rollout cannot do', () => {
  it.each([
    [['run', 'api:helm-deploy', '--dryrun=server'], 'OPTION_UNKNOWN', 'it is --dry-run'],
    [['run', 'api:helm-deploy', '--nosuch'], 'OPTION_UNKNOWN', 'no option --nosuch'],
    [['run', 'api:helm-deploy', 'server'], 'OPTION_UNKNOWN', 'no argument without a name'],
    [
      ['run', 'api:helm-deploy', '--dry-run'],
      'OPTION_INVALID',
      'client or server, and was given no value',
    ],
    [
      ['run', 'api:helm-deploy', '--dry-run=foo'],
      'OPTION_INVALID',
      'client or server, and was given "foo"',
    ],
    [
      ['run', 'api:helm-deploy', '--timeoutSeconds=soon'],
      'OPTION_INVALID',
      'a whole number of at least 1',
    ],
    [['run-many', '-t', 'helm-deploy', '--dryrun=server'], 'OPTION_UNKNOWN', 'it is --dry-run'],
    [['run', 'infra:deploy', '--dryrun=server'], 'OPTION_UNKNOWN', 'it is --dry-run'],
    [['run', 'infra:deploy', '--force'], 'OPTION_UNKNOWN', 'run-many -t helm-deploy --force'],
    [['run', 'infra:check', '--DRY_RUN=client'], 'OPTION_UNKNOWN', 'it is --dry-run'],
    [
      ['run', 'infra:check', '--dryRun'],
      'OPTION_INVALID',
      'client or server, and was given no value',
    ],
  ])(
    '%j is refused in one line, and changes nothing, not even what it depends on',
    (args, code, message) => {
      const { exitCode, text } = workspace.nx(...args);
      expect(exitCode).not.toBe(0);
      const line = text.split('\n').find((each) => each.startsWith(`NXHELM_${code}: `));
      expect(line).toContain(message);
      expect(text).not.toMatch(/UnhandledPromiseRejection|\n\s+at /);
      expect(workspace.changes()).toEqual([]);
    },
  );

  it.each([
    [['run', 'api:helm-deploy', '--batch=false', '--dryrun=server'], 'it is --dry-run'],
    [['run', 'api:helm-deploy', '--batch=false', '--dry-run'], 'was given no value'],
  ])('%j is refused the same where each task has a process of its own', (args, message) => {
    const { exitCode, text } = workspace.nx(...args);
    expect(exitCode).not.toBe(0);
    expect(text).toContain(message);
    expect(workspace.changes()).toEqual([]);
  });

  it('changes nothing in a dry run either, and deploys what it depends on without one', () => {
    const ofNx = [
      '--output-style=stream',
      '--parallel=1',
      '--nxBail',
      '--skipNxCache',
      '--verbose',
    ];
    const dryRun = workspace.nx('run', 'infra:deploy', '--dry-run=client', ...ofNx);
    expect([dryRun.exitCode, dryRun.text]).toEqual([0, expect.any(String)]);
    expect(workspace.changes()).toEqual([]);
    expect(workspace.nx('run', 'api:helm-deploy', '--timeout-seconds=60').exitCode).toBe(0);
    expect(workspace.changes().filter((call) => call.startsWith('helm upgrade'))).toEqual([
      expect.stringMatching(/^helm upgrade platform /),
      expect.stringMatching(/^helm upgrade api .* --timeout 60s/),
    ]);
  });
});
