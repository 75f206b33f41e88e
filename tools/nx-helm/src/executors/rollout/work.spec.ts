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

/** A release that is refused after the first answer, by what this one says of it. */
const jobsOfProd = '{"name":"jobs","version":"1","status":"deployed","environment":"prod"}';

async function imageOfWeb(): Promise<string> {
  const layers = [[{ name: 'a', content: 'a' }]];
  return (await exportTestImage(root, 'web', { layers })).reference;
}

function run(
  work: ReturnType<typeof rollout>,
  { project, targetName, options }: BatchTask<RolloutOptions>,
): Promise<void> {
  return work(options, { ...executorContext(root, project, {}), targetName }, project);
}

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
    const reference = await imageOfWeb();
    useTestCluster(root, {
      kubectl: `echo "$*" >> ${root}/asked
case "$*" in *' get secrets'*) echo '${jobsOfProd}' ;; *) echo '{ "items": [] }' ;; esac
`,
      // Answers only after the cluster was asked.
      minikube: `for i in $(seq 100); do
  [ -f ${root}/asked ] && { echo '[{ "repoTags": ["${reference}"] }]'; exit 0; }
  sleep 0.1
done
exit 1
`,
    });
    const work = rollout([load('web'), deploy('jobs')]);
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    await run(work, load('web'));
    await expect(run(work, deploy('jobs'))).rejects.toMatchObject({
      code: 'NXHELM_ENVIRONMENT_OTHER',
    });
    const asked = readFileSync(join(root, 'asked'), 'utf8').split('\n');
    expect(asked.filter((question) => question.includes(' get secrets '))).toHaveLength(1);
  });

  it('ask the cluster again where the early question fails', async () => {
    const reference = await imageOfWeb();
    useTestCluster(root, {
      // Fails as long as nobody has asked, and only when the deployment has begun to wait.
      kubectl: `case "$*" in
  *' get secrets'*)
    if mkdir ${root}/first 2> /dev/null; then
      while [ ! -f ${root}/waits ]; do sleep 0.1; done
      echo "connection refused" >&2
      exit 1
    fi
    echo '${jobsOfProd}' ;;
  *) echo '{ "items": [] }' ;;
esac
`,
      minikube: `while [ ! -d ${root}/first ]; do sleep 0.1; done
echo '[{ "repoTags": ["${reference}"] }]'
`,
    });
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const work = rollout([load('web'), deploy('jobs')]);
    await run(work, load('web'));
    const deployed = run(work, deploy('jobs'));
    writeFiles(root, { waits: '' });
    await expect(deployed).rejects.toMatchObject({ code: 'NXHELM_ENVIRONMENT_OTHER' });
  });

  it('ask nothing early for a dry run', async () => {
    const reference = await imageOfWeb();
    useTestCluster(root, {
      kubectl: `touch ${root}/asked; echo '{ "items": [] }'`,
      minikube: `echo '[{ "repoTags": ["${reference}"] }]'`,
    });
    jest.spyOn(console, 'log').mockImplementation(() => undefined);
    const jobs = deploy('jobs');
    const dry = { ...jobs, options: { ...jobs.options, dryRun: 'client' as const } };
    const work = rollout([load('web'), dry as BatchTask<RolloutOptions>]);
    await run(work, load('web'));
    expect(existsSync(join(root, 'asked'))).toBe(false);
  });
});
