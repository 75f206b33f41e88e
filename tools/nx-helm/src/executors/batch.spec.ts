import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectConfiguration, TaskGraph } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import type { RolloutStep } from '../base/rollout-step.ts';
import { rolloutExecutor } from '../base/rollout-step.ts';
import type { Targets } from '../inference/options.ts';
import { executorContext } from '../testing/workspace.ts';
import { batchExecutor } from './batch.ts';
import { reportBlocked, summarise } from './rollout/summary.ts';

/**
 * `web` and `chatbot` need `api`, which needs `platform`; `jobs` needs nothing; each of web and jobs
 * needs its image. `late` is in a later batch.
 */
const needs: Readonly<Record<string, readonly string[]>> = {
  'web:image-load': [],
  'jobs:image-load': [],
  'platform:helm-deploy': [],
  'api:helm-deploy': ['platform:helm-deploy'],
  'web:helm-deploy': ['web:image-load', 'api:helm-deploy'],
  'chatbot:helm-deploy': ['api:helm-deploy'],
  'jobs:helm-deploy': ['jobs:image-load'],
};
const all = { ...needs, 'late:helm-deploy': ['web:helm-deploy'] };

function targetOf(id: string): { readonly project: string; readonly target: string } {
  const [project = '', target = ''] = id.split(':');
  return { project, target };
}

function graphOf(edges: Readonly<Record<string, readonly string[]>>): TaskGraph {
  const ids = Object.keys(edges);
  const common = { overrides: {}, outputs: [], parallelism: true, cache: false };
  return {
    roots: ids.filter((id) => edges[id]?.length === 0),
    tasks: Object.fromEntries(ids.map((id) => [id, { id, target: targetOf(id), ...common }])),
    dependencies: Object.fromEntries(ids.map((id) => [id, [...(edges[id] ?? [])]])),
    continuousDependencies: {},
  };
}

/** Every project has both targets, as inference gives them. */
const projects: Readonly<Record<string, ProjectConfiguration>> = Object.fromEntries(
  Object.keys(all).map((id) => {
    const { project } = targetOf(id);
    const steps: readonly RolloutStep[] = ['image-load', 'helm-deploy'];
    const targets = steps.map((step) => [step, { executor: rolloutExecutor, options: { step } }]);
    return [project, { root: project, targets: Object.fromEntries(targets) as Targets }];
  }),
);

function failure(project: string): UserError {
  return new UserError('NXHELM_ROLLOUT_FAILED', 'no', 'none', { project });
}

const roots: string[] = [];

async function run(failing: readonly string[], done: string[] = []) {
  const root = mkdtempSync(join(tmpdir(), 'nx-helm-batch-'));
  roots.push(root);
  const execute = batchExecutor<object>({
    start: () => (_options, context, project) => {
      const id = `${project}:${context.targetName ?? ''}`;
      if (failing.includes(id)) return Promise.reject(failure(project));
      done.push(id);
      return Promise.resolve();
    },
    onBlocked: reportBlocked,
    onEnd: summarise,
  });
  const context = { ...executorContext(root, 'platform', projects), taskGraph: graphOf(all) };
  const ends = await execute(graphOf(needs), {}, {}, context);
  const statuses: Record<string, string | undefined> = {};
  const output: string[] = [];
  if (Symbol.asyncIterator in ends) {
    for await (const { task, result } of ends) {
      statuses[task] = result.status;
      output.push(result.terminalOutput);
    }
  }
  return { statuses, output: output.join(''), root };
}

describe('a batch of image loads and releases (N5)', () => {
  let logged: string[];
  beforeEach(() => {
    logged = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => logged.push(line));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const root of roots.splice(0)) rmSync(root, { recursive: true });
  });

  it('begins none before those that it needs', async () => {
    const done: string[] = [];
    await run([], done);
    const place = (id: string) => done.indexOf(id);
    expect(place('platform:helm-deploy')).toBeLessThan(place('api:helm-deploy'));
    expect(place('api:helm-deploy')).toBeLessThan(place('web:helm-deploy'));
    expect(place('web:image-load')).toBeLessThan(place('web:helm-deploy'));
    expect(done.toSorted()).toEqual(Object.keys(needs).toSorted());
  });

  it('blocks what depends on a failed release, at any distance, and continues unrelated releases', async () => {
    const done: string[] = [];
    const { statuses } = await run(['platform:helm-deploy'], done);
    expect(statuses).toEqual({
      'web:image-load': 'success',
      'jobs:image-load': 'success',
      'platform:helm-deploy': 'failure',
      'api:helm-deploy': 'skipped',
      'web:helm-deploy': 'skipped',
      'chatbot:helm-deploy': 'skipped',
      'jobs:helm-deploy': 'success',
    });
    expect(done.toSorted()).toEqual(['jobs:helm-deploy', 'jobs:image-load', 'web:image-load']);
  });

  it('ends after what its tasks began, also where they have failed', async () => {
    const events: string[] = [];
    const work = () => Promise.reject(failure('platform'));
    const ended = () => Promise.resolve(void events.push('what was begun ended'));
    const execute = batchExecutor<object>({
      start: () => Object.assign(work, { ended }),
      onEnd: () => Promise.resolve(void events.push('summary')),
    });
    const context = executorContext('/', 'platform', projects);
    const ends = await execute(graphOf({ 'platform:helm-deploy': [] }), {}, {}, context);
    if (Symbol.asyncIterator in ends) for await (const { task } of ends) events.push(task);
    expect(events).toEqual(['platform:helm-deploy', 'what was begun ended', 'summary']);
  });

  it('names each release with what became of it, also those of a later batch', async () => {
    const { root } = await run(['api:helm-deploy']);
    expect(logged.join('\n')).toBe(
      [
        'Releases of this run:',
        '  api: failed (NXHELM_ROLLOUT_FAILED)',
        '  chatbot: blocked, because api failed',
        '  jobs: done',
        '  late: blocked, because api failed',
        '  platform: done',
        '  web: blocked, because api failed',
      ].join('\n'),
    );
    expect(reportOf(root, 'late')).toMatchObject({
      release: 'late',
      action: 'blocked',
      reason: 'api failed',
    });
  });

  it('names an image that could not be taken to the cluster as the cause', async () => {
    const { root, statuses, output } = await run(['web:image-load']);
    expect(statuses['web:helm-deploy']).toBe('skipped');
    expect(output).toContain('web: blocked, because web:image-load failed');
    expect(logged.join('\n')).toBe(
      [
        'Releases of this run:',
        '  api: done',
        '  chatbot: done',
        '  jobs: done',
        '  late: blocked, because web:image-load failed',
        '  platform: done',
        '  web: blocked, because web:image-load failed',
        '  web:image-load: failed (NXHELM_ROLLOUT_FAILED)',
      ].join('\n'),
    );
    expect(reportOf(root, 'web')).toMatchObject({ action: 'blocked' });
  });

  it('says nothing more when all went well', async () => {
    await run([]);
    expect(logged).toEqual([]);
  });
});

function reportOf(root: string, release: string): unknown {
  return JSON.parse(readFileSync(join(root, 'dist', 'deploys', `${release}.json`), 'utf8'));
}
