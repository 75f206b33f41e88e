import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';
import { formatSpan } from '@taskora/base/spans/span';
import { createNodes } from '../../inference/project-graph.ts';
import { writeFiles } from '../../testing/workspace.ts';
import { runSpans } from './run-spans.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-spans-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const files = {
  'api/project.json': JSON.stringify({ name: 'api', tags: ['deploy:helm'] }),
  'api/Dockerfile': 'FROM scratch\n',
  'api/chart/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 0.1.0\n',
};

/** The project as inference has it, with a build and a digest of its own. */
async function projects(): Promise<Record<string, ProjectConfiguration>> {
  writeFiles(root, files);
  const found = ['api/Dockerfile', 'api/chart/Chart.yaml'];
  const names = { imageLoadTargetName: 'to-node', deployTargetName: 'release' };
  const nodes = await createNodes[1](found, names, {
    workspaceRoot: root,
    nxJsonConfiguration: {},
  });
  const inferred = nodes.flatMap(([, { projects: own = {} }]) => Object.values(own));
  const targets = Object.assign({}, ...inferred.map((project) => project.targets));
  const more = {
    compile: { executor: 'nx:run-commands', cache: true },
    'cluster-up': { executor: 'nx:run-commands' },
    'build-digest': { executor: '@taskora/nx-helm:next-output' },
  };
  return { api: { root: 'api', targets: { ...targets, ...more } } };
}

function entry(target: string, from: number, to: number, status = 'success') {
  const args = { target: { project: 'api', target }, status };
  return { ph: 'X', ts: from * 1_000_000, dur: (to - from) * 1_000_000, args };
}

const run = { startMs: 0, endMs: 20_000 };

async function spansOf(profile: readonly object[], recorded = ''): Promise<string[]> {
  const place = { profile: join(root, 'profile.json'), spans: join(root, 'spans.jsonl') };
  writeFileSync(place.profile, JSON.stringify(profile));
  if (recorded !== '') writeFileSync(place.spans, recorded);
  return runSpans(await projects(), place, run).map(
    ({ name, of, startMs, endMs }) => `${name} ${of} ${startMs / 1000}-${endMs / 1000}`,
  );
}

describe('the spans of a run of Nx (N1)', () => {
  it('are its tasks by their executors, whatever the targets are called', async () => {
    const profile = [
      { name: 'thread_name', ph: 'M', ts: 0 },
      entry('cluster-up', 0, 1),
      entry('compile', 0, 8),
      entry('build-digest', 8, 9),
      entry('container', 9, 12),
      entry('helm-template', 12, 12.5),
    ];
    expect(await spansOf(profile)).toEqual([
      'nx run 0-20',
      'build api 0-8',
      'digest api 8-9',
      'image api 9-12',
      'render api 12-12.5',
    ]);
  });

  it('are of a rollout what it consists of, as it was recorded', async () => {
    const recorded = [
      { name: 'transfer' as const, of: 'api', startMs: 13_000, endMs: 13_300 },
      { name: 'decide' as const, of: 'api', startMs: 13_000, endMs: 13_400 },
      { name: 'upgrade' as const, of: 'api', startMs: 13_500, endMs: 19_000 },
    ];
    const profile = [entry('to-node', 12, 13), entry('release', 13, 19)];
    expect(await spansOf(profile, recorded.map(formatSpan).join(''))).toEqual([
      'nx run 0-20',
      'transfer api 13-13.3',
      'decide api 13-13.4',
      'upgrade api 13.5-19',
    ]);
  });

  it('leave out what came from a cache, and keep what failed', async () => {
    const profile = [
      entry('compile', 0, 1, 'local-cache'),
      entry('container', 1, 2, 'failure'),
      entry('no-such-target', 2, 3),
    ];
    expect(await spansOf(profile)).toEqual(['nx run 0-20', 'image api 1-2']);
  });

  it('are the run alone where Nx wrote nothing', async () => {
    const place = { profile: join(root, 'none.json'), spans: join(root, 'none.jsonl') };
    expect(runSpans(await projects(), place, run)).toHaveLength(1);
  });
});
