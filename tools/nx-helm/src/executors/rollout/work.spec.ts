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
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
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
const hasJobsOfProd = `case "$*" in
  *' get secrets'*) echo '${jobsOfProd}' ;;
  *) echo '{ "items": [] }' ;;
esac
`;

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

  it('ask the cluster while the nodes are asked for images', async () => {
    const reference = await imageOfWeb();
    useTestCluster(root, {
      kubectl: `echo "$*" >> ${root}/asked\n${hasJobsOfProd}`,
      // Answers only after the cluster was asked.
      minikube: `for i in $(seq 100); do
  [ -f ${root}/asked ] && { echo '[{ "repoTags": ["${reference}"] }]'; exit 0; }
  sleep 0.1
done
exit 1
`,
    });
    await expect(deployed([withImage('jobs')])).rejects.toMatchObject({
      code: 'NXHELM_ENVIRONMENT_OTHER',
    });
    // A load is not cut off by the failure of its release.
    expect(loadReport()).toMatchObject({ reference, action: 'present' });
  });

  it('take each image once, also for a release that waits for another one', async () => {
    const reference = await imageOfWeb();
    useTestCluster(root, {
      kubectl: hasJobsOfProd,
      minikube: `echo "$*" >> ${root}/nodes; echo '[{ "repoTags": ["${reference}"] }]'\n`,
    });
    await expect(deployed([deploy('jobs'), withImage('late')])).rejects.toThrow();
    expect(loadReport()).toMatchObject({ action: 'present' });
    const printed = jest.spyOn(console, 'log').mockReset();
    await expect(deployed([withImage('jobs'), withImage('late')])).rejects.toThrow();
    const taken = printed.mock.calls.flat().filter((line) => String(line).includes(reference));
    expect(taken).toEqual([expect.stringContaining('is on the node already')]);
  });

  it.each([
    [
      'protected',
      'NXHELM_PROTECTED_CONFIRM',
      { 'environments/test.yaml': 'nxHelm: { kubeVersion: 1.34.4, protection: [confirm] }\n' },
    ],
    [
      'another cluster',
      'NXHELM_CLUSTER_OTHER',
      {
        'environments/test.yaml':
          'nxHelm: { kubeVersion: 1.34.4, cluster: 9f5ffb43-4d3c-4d11-9a9c-8a4f0d8c7a11 }\n',
      },
    ],
    [
      'a context that is not allowed',
      'NXHELM_CONTEXT_REFUSED',
      { kubeconfig: 'current-context: elsewhere\n' },
    ],
  ])('take no image to what is %s', async (_what, code, files) => {
    await imageOfWeb();
    useTestCluster(root, {
      kubectl: `case "$*" in *kube-system*) echo '{ "metadata": { "uid": "other" } }' ;; *) echo '{ "items": [] }' ;; esac
`,
      minikube: `touch ${root}/nodes\n`,
    });
    writeFiles(root, files);
    const { work, first } = begun([withImage('jobs'), withImage('late')]);
    await expect(first).rejects.toMatchObject({ code });
    await work.ended?.();
    expect(existsSync(join(root, 'nodes'))).toBe(false);
  });

  it('end with the images that one began for another, which it did not wait for', async () => {
    const reference = await imageOfWeb();
    useTestCluster(root, {
      kubectl: `echo '{ "items": [] }'\n`,
      minikube: `sleep 0.5; echo '[{ "repoTags": ["${reference}"] }]'\n`,
    });
    const dry = deploy('jobs');
    const options = { ...dry.options, dryRun: 'client' as const } as RolloutOptions;
    const { work, first } = begun([{ ...dry, options }, withImage('late')]);
    await Promise.allSettled([first]);
    await work.ended?.();
    expect(loadReport()).toMatchObject({ reference, action: 'present' });
  });

  it('take no image for a release whose own options are refused in its turn', async () => {
    await imageOfWeb();
    useTestCluster(root, {
      kubectl: hasJobsOfProd,
      minikube: `touch ${root}/nodes\n`,
    });
    const late = withImage('late');
    const refused = { ...late, options: { ...late.options, timeout: 'soon' } };
    const { work, first } = begun([deploy('jobs'), refused]);
    await expect(first).rejects.toMatchObject({ code: 'NXHELM_ENVIRONMENT_OTHER' });
    await work.ended?.();
    expect(existsSync(join(root, 'nodes'))).toBe(false);
  });

  it('fail for the image that cannot be delivered, and change nothing', async () => {
    await imageOfWeb();
    useTestCluster(root, {
      helm: `echo v4.2.4\n`,
      kubectl: `echo "$*" >> ${root}/asked
case "$*" in *' get secrets'*) ;; *) echo '{ "items": [] }' ;; esac
`,
      minikube: 'exit 1\n',
    });
    await expect(deployed([withImage('jobs')])).rejects.toMatchObject({
      code: 'NXHELM_LOAD_FAILED',
      project: 'web',
    });
    expect(readFileSync(join(root, 'asked'), 'utf8')).not.toMatch(/create|apply|patch|replace/);
  });

  it('leave an image alone that this run has not made', async () => {
    await imageOfWeb();
    useTestCluster(root, {
      kubectl: hasJobsOfProd,
      minikube: `touch ${root}/nodes\n`,
    });
    const jobs = withImage('jobs');
    await expect(run(rollout([jobs]), jobs)).rejects.toMatchObject({
      code: 'NXHELM_ENVIRONMENT_OTHER',
    });
    expect(existsSync(join(root, 'nodes'))).toBe(false);
  });

  it('take no image anywhere in a dry run', async () => {
    await imageOfWeb();
    useTestCluster(root, {
      kubectl: `echo '{ "items": [] }'\n`,
      minikube: `touch ${root}/nodes\n`,
    });
    const dry = (project: string) => {
      const task = withImage(project);
      return { ...task, options: { ...task.options, dryRun: 'client' as const } };
    };
    await deployed([dry('jobs'), dry('late')] as BatchTask<RolloutOptions>[]).catch(
      () => undefined,
    );
    expect(existsSync(join(root, 'nodes'))).toBe(false);
  });
});

/** A release that runs the image of web. */
function withImage(project: string): BatchTask<RolloutOptions> {
  const task = deploy(project);
  return { ...task, options: { ...task.options, images: { image: 'web' } } as RolloutOptions };
}

/** What becomes of the first release of a batch, in a run that has made the image of web. */
function deployed(batch: readonly BatchTask<RolloutOptions>[]): Promise<void> {
  return begun(batch).first;
}

/** The same with the work of the batch, which may have begun more than that release needs. */
function begun(batch: readonly BatchTask<RolloutOptions>[]) {
  const [first] = batch;
  if (first === undefined) throw new Error('no release');
  const container = { executor: '@taskora/nx-helm:container' };
  const context = executorContext(root, first.project, {
    web: { root: 'web', targets: { container } },
  });
  const target = { project: 'web', target: 'container' };
  const task = {
    ...{ id: 'web:container', target, overrides: {}, outputs: [] },
    parallelism: true,
    cache: true,
  };
  const tasks = { [task.id]: task };
  const taskGraph = { roots: [], tasks, dependencies: {}, continuousDependencies: {} };
  const work = rollout(batch);
  const own = { ...context, targetName: first.targetName, taskGraph };
  return { work, first: work(first.options, own, first.project) };
}

const loadReport = (): unknown =>
  JSON.parse(readFileSync(join(root, 'dist', 'loads', 'web.json'), 'utf8'));
