import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NxHelmError } from '../../errors.ts';
import { executorContext, writeFiles } from '../../testing/workspace.ts';
import type { BatchTask } from '../batch.ts';
import type { RolloutOptions } from './options.ts';
import { rollout } from './work.ts';

let root: string;
const before = process.env['KUBECONFIG'];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-helm-steps-'));
  process.env['KUBECONFIG'] = join(root, 'kubeconfig');
  writeFiles(root, {
    'bin/kubectl': '#!/bin/sh\necho "connection refused" >&2\nexit 1\n',
    'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4 }\n',
    kubeconfig: 'current-context: test\n',
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
  chmodSync(join(root, 'bin/kubectl'), 0o755);
});
afterEach(() => {
  if (before === undefined) delete process.env['KUBECONFIG'];
  else process.env['KUBECONFIG'] = before;
  rmSync(root, { recursive: true });
});

const place = {
  environment: 'test',
  environmentsDirectory: 'environments',
  programsDirectory: 'bin',
  contexts: 'test',
};
const deploy = (project: string): BatchTask<RolloutOptions> => ({
  project,
  options: { step: 'helm-deploy', ...place, chart: `${project}/chart`, namespace: 'acme' },
});
const load = (project: string): BatchTask<RolloutOptions> => ({
  project,
  options: { step: 'image-load', ...place },
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
    expect(failure).toBeInstanceOf(NxHelmError);
    expect(failure).toMatchObject({
      message: expect.stringContaining('connection refused') as string,
    });
  });
});
