import type { TaskGraph } from '@nx/devkit';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NxHelmError } from '../errors.ts';
import { executorContext } from '../testing/workspace.ts';
import { batchExecutor } from './batch.ts';
import { reportHeld, summarise } from './helm-deploy/summary.ts';

/** `web` and `chatbot` need `api`, which needs `platform`; `jobs` needs nothing; `late` is in a later batch. */
const needs: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  api: ['platform'],
  web: ['api'],
  chatbot: ['api'],
  jobs: [],
};

function graphOf(edges: Readonly<Record<string, readonly string[]>>): TaskGraph {
  const id = (project: string): string => `${project}:helm-deploy`;
  const names = Object.keys(edges);
  return {
    roots: names.filter((name) => edges[name]?.length === 0).map(id),
    tasks: Object.fromEntries(
      names.map((project) => [
        id(project),
        {
          id: id(project),
          target: { project, target: 'helm-deploy' },
          overrides: {},
          outputs: [],
          parallelism: true,
          cache: false,
        },
      ]),
    ),
    dependencies: Object.fromEntries(names.map((name) => [id(name), (edges[name] ?? []).map(id)])),
    continuousDependencies: {},
  };
}

function failure(project: string): NxHelmError {
  return new NxHelmError({ code: 'NXHELM_ROLLOUT_FAILED', project, what: 'no', command: 'none' });
}

async function run(failing: readonly string[], done: string[] = []) {
  const root = mkdtempSync(join(tmpdir(), 'nx-helm-batch-'));
  const execute = batchExecutor<object>({
    start: () => (_options, _context, project) => {
      if (failing.includes(project)) return Promise.reject(failure(project));
      done.push(project);
      return Promise.resolve();
    },
    onHeld: reportHeld,
    onEnd: summarise,
  });
  const graph = graphOf(needs);
  const context = {
    ...executorContext(root, 'platform', {}),
    taskGraph: graphOf({ ...needs, late: ['web'] }),
  };
  const ends = await execute(graph, {}, {}, context);
  const statuses: Record<string, string | undefined> = {};
  if (Symbol.asyncIterator in ends) {
    for await (const { task, result } of ends) statuses[task.split(':')[0] ?? ''] = result.status;
  }
  return { statuses, root };
}

describe('a batch of releases (N5)', () => {
  let told: string[];
  beforeEach(() => {
    told = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => told.push(line));
  });
  afterEach(() => jest.restoreAllMocks());

  it('begins none before those that it needs', async () => {
    const done: string[] = [];
    await run([], done);
    expect(done.indexOf('platform')).toBeLessThan(done.indexOf('api'));
    expect(done.indexOf('api')).toBeLessThan(done.indexOf('web'));
    expect(done.toSorted()).toEqual(['api', 'chatbot', 'jobs', 'platform', 'web']);
  });

  it('holds what depends on a failed release, at any distance, and lets strangers go on', async () => {
    const done: string[] = [];
    const { statuses } = await run(['platform'], done);
    expect(statuses).toEqual({
      platform: 'failure',
      api: 'skipped',
      web: 'skipped',
      chatbot: 'skipped',
      jobs: 'success',
    });
    expect(done).toEqual(['jobs']);
  });

  it('names each release with what became of it, also those of a later batch', async () => {
    const { root } = await run(['api']);
    expect(told.join('\n')).toBe(
      [
        'Releases of this run:',
        '  api: failed (NXHELM_ROLLOUT_FAILED)',
        '  chatbot: held, because api failed',
        '  jobs: done',
        '  late: held, because api failed',
        '  platform: done',
        '  web: held, because api failed',
      ].join('\n'),
    );
    const report: unknown = JSON.parse(
      readFileSync(join(root, 'dist', 'deploys', 'late.json'), 'utf8'),
    );
    expect(report).toMatchObject({ release: 'late', action: 'held', reason: 'api failed' });
  });

  it('says nothing more when all went well', async () => {
    await run([]);
    expect(told).toEqual([]);
  });
});
