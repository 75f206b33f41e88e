import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { testCluster, useTestCluster } from '../../testing/test-cluster.ts';
import { executorContext, writeFiles } from '../../testing/workspace.ts';
import type { BatchTask } from '../batch.ts';
import { rollout } from './executor.ts';
import type { RolloutOptions } from './options.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-steps-'));
  useTestCluster(root, { kubectl: 'echo "connection refused" >&2\nexit 1\n' });
  writeFiles(root, {
    'dist/manifests/jobs/fingerprint.json': JSON.stringify({
      fingerprint: '0',
      environment: 'test',
      workloads: [],
      ignoredManagers: [],
    }),
    'dist/manifests/jobs/objects.json': JSON.stringify({ install: [], upgrade: [] }),
    // As a run leaves it that was killed while it rendered.
    'dist/manifests/web/objects.json': '{"install": [',
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const deploy = (project: string): BatchTask<RolloutOptions> => ({
  project,
  options: { step: 'helm-deploy', ...testCluster, chart: `${project}/chart`, namespace: 'acme' },
});
const load = (project: string): BatchTask<RolloutOptions> => ({
  project,
  options: { step: 'image-load', ...testCluster },
});

async function failureOf(one: BatchTask<RolloutOptions>, batch: BatchTask<RolloutOptions>[]) {
  const work = rollout(batch);
  return work(one.options, executorContext(root, one.project, {}), one.project).catch(
    (error: unknown) => error,
  );
}

describe('the steps of one batch', () => {
  it('ask the cluster about the releases of the batch, not about what was rendered of an image', async () => {
    const jobs = deploy('jobs');
    const failure = await failureOf(jobs, [load('web'), jobs]);
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({
      message: expect.stringContaining('connection refused') as string,
    });
  });
});
