import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { exportTestImage } from '../../testing/export-test-image.ts';
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
  targetName: 'helm-deploy',
  options: { step: 'helm-deploy', ...testCluster, chart: `${project}/chart`, namespace: 'acme' },
});
const load = (project: string): BatchTask<RolloutOptions> => ({
  project,
  targetName: 'image-load',
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

  it('have the answer of the cluster that was asked for while images were looked up', async () => {
    const layers = [[{ name: 'a', content: 'a' }]];
    const { reference } = await exportTestImage(root, 'web', { layers });
    // The release is refused after the first answer, by what this one says of it.
    const labels = '{"name":"jobs","version":"1","status":"deployed","environment":"prod"}';
    useTestCluster(root, {
      kubectl: `echo "$*" >> ${root}/asked
case "$*" in *' get secrets'*) echo '${labels}' ;; *) echo '{ "items": [] }' ;; esac
`,
      // Answers only after the cluster was asked.
      minikube: `for i in $(seq 100); do
  [ -f ${root}/asked ] && { echo '[{ "repoTags": ["${reference}"] }]'; exit 0; }
  sleep 0.1
done
exit 1
`,
    });
    const batch = [load('web'), deploy('jobs')];
    const work = rollout(batch);
    const run = ({ project, targetName, options }: BatchTask<RolloutOptions>): Promise<void> =>
      work(options, { ...executorContext(root, project, {}), targetName }, project);
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await run(load('web'));
    await expect(run(deploy('jobs'))).rejects.toMatchObject({ code: 'NXHELM_ENVIRONMENT_OTHER' });
    const asked = readFileSync(join(root, 'asked'), 'utf8').split('\n');
    expect(asked.filter((question) => question.includes(' get secrets '))).toHaveLength(1);
  });

  it('ask the cluster again where the early question fails', async () => {
    const layers = [[{ name: 'a', content: 'a' }]];
    const { reference } = await exportTestImage(root, 'web', { layers });
    const labels = '{"name":"jobs","version":"1","status":"deployed","environment":"prod"}';
    useTestCluster(root, {
      // Fails as long as nobody has asked, and only when the deployment has begun to wait.
      kubectl: `case "$*" in
  *' get secrets'*)
    if mkdir ${root}/first 2> /dev/null; then
      while [ ! -f ${root}/waits ]; do sleep 0.1; done
      echo "connection refused" >&2
      exit 1
    fi
    echo '${labels}' ;;
  *) echo '{ "items": [] }' ;;
esac
`,
      minikube: `while [ ! -d ${root}/first ]; do sleep 0.1; done
echo '[{ "repoTags": ["${reference}"] }]'
`,
    });
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const work = rollout([load('web'), deploy('jobs')]);
    const run = ({ project, targetName, options }: BatchTask<RolloutOptions>): Promise<void> =>
      work(options, { ...executorContext(root, project, {}), targetName }, project);
    await run(load('web'));
    const deployed = run(deploy('jobs'));
    writeFiles(root, { waits: '' });
    await expect(deployed).rejects.toMatchObject({ code: 'NXHELM_ENVIRONMENT_OTHER' });
  });

  it('ask nothing early for a dry run', async () => {
    const layers = [[{ name: 'a', content: 'a' }]];
    const { reference } = await exportTestImage(root, 'web', { layers });
    useTestCluster(root, {
      kubectl: `touch ${root}/asked; echo '{ "items": [] }'`,
      minikube: `echo '[{ "repoTags": ["${reference}"] }]'`,
    });
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const jobs = deploy('jobs');
    const dry = { ...jobs, options: { ...jobs.options, dryRun: 'client' as const } };
    const work = rollout([load('web'), dry as BatchTask<RolloutOptions>]);
    const { options, targetName } = load('web');
    await work(options, { ...executorContext(root, 'web', {}), targetName }, 'web');
    expect(existsSync(join(root, 'asked'))).toBe(false);
  });
});
