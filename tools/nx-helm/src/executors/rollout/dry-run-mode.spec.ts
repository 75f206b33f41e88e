import type { TaskGraph } from '@nx/devkit';
import { dryRunMode } from './options.ts';

function runOf(...overrides: readonly Record<string, unknown>[]): { taskGraph: TaskGraph } {
  const tasks = overrides.map((each, index) => ({
    id: `p${index}:helm-deploy`,
    target: { project: `p${index}`, target: 'helm-deploy' },
    overrides: each,
    outputs: [],
    parallelism: true,
    cache: false,
  }));
  return {
    taskGraph: {
      roots: [],
      tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
      dependencies: {},
      continuousDependencies: {},
    },
  };
}

describe('a dry run (K6)', () => {
  it.each([{ dryRun: 'server' }, { 'dry-run': 'server' }])(
    'is one also for what the asked task depends on, with %j',
    (asked) => {
      expect(dryRunMode(undefined, runOf({ __overrides_unparsed__: [] }, asked))).toBe('server');
    },
  );

  it('is none where nobody asked for it', () => {
    expect(dryRunMode(undefined, runOf({ force: true }, {}))).toBeUndefined();
    expect(dryRunMode(undefined, {})).toBeUndefined();
  });

  it('goes by its own option first', () => {
    expect(dryRunMode('client', runOf({ dryRun: 'server' }))).toBe('client');
  });
});
