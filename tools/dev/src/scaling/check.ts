import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { runNxOf, withWorktree } from '../checks/other-checkout.ts';
import { withTemporaryFolder } from '../checks/temporary-folder.ts';
import { addresses } from '../cluster/addresses.ts';
import { kubectl, namespace } from '../cluster/kubectl.ts';
import { workspaceRoot } from '../environment.ts';
import { askMeanwhile } from '../operations/ask-meanwhile.ts';
import { Person } from '../operations/person.ts';
import { run } from '../run.ts';
import { waitUntil } from '../wait.ts';
import { editEnvironment, type ReleaseValues } from './environment.ts';
import { awaitCounts, countsDuring, scaled, textOf, type Counts } from './replicas.ts';

const again = 'npx nx run dev:check-scaling';
/** A window as short as the measurements allow; people wait five minutes. */
const windowSeconds = 60;
const autoscaling = {
  enabled: true,
  minReplicas: 2,
  maxReplicas: 4,
  targetCpuPercent: 60,
  scaleDownStabilizationSeconds: windowSeconds,
};
/** How many ask at once, each as soon as it is answered. */
const people = 24;
/** Metrics are a minute old, the autoscaler asks each quarter of one, and a pod has to start. */
const patienceSeconds = 360;

const began = Date.now();
const shown = (what: string): void =>
  console.log(`${((Date.now() - began) / 1000).toFixed(0)} s: ${what}`);

/** Deploys as a checkout says it. */
async function deploy(directory: string): Promise<void> {
  const args = ['run-many', '-t', 'helm-deploy', '-p', scaled.join(','), '--output-style=static'];
  const { exitCode, stdout, stderr } = await runNxOf(directory, args);
  if (exitCode === 0) return;
  const output = `${stdout.slice(-4000)}${stderr.slice(-4000)}`.trim();
  throw new UserError('SCALING_FAILED', `nx ${args.join(' ')} failed: ${output}`, again);
}

async function reach(what: string, isSo: (counts: Counts) => boolean): Promise<void> {
  const { isReached, counts } = await awaitCounts(isSo, patienceSeconds);
  if (isReached) return shown(`${what}: ${textOf(counts)}`);
  const autoscalers = await kubectl(['describe', 'hpa', '-n', namespace]);
  const missed = `${what} did not come about: ${textOf(counts)}\n${autoscalers}`;
  throw new UserError('SCALING_FAILED', missed, again);
}

const areAll = (counts: Counts, isSo: (wanted: number) => boolean): boolean =>
  scaled.every((name) => isSo(counts[name].wanted) && isSo(counts[name].available));

/** More pods by load, and fewer when it is over. */
async function showLoad(): Promise<void> {
  await reach('at rest', (counts) => areAll(counts, (count) => count === 2));
  const person = new Person(addresses.web);
  await person.signUp();
  const crowd = Array.from({ length: people }, () => person.bySession);
  const { asked, failures } = await askMeanwhile(crowd, () =>
    reach('under load', (counts) => areAll(counts, (count) => count > 2)),
  );
  shown(`${asked} requests, ${failures.length} failed`);
  assert.deepEqual(failures, []);
  await reach('after the load', (counts) => areAll(counts, (count) => count === 2));
}

/** An autoscaler that is switched on finds as many pods as ran, at every moment of the deploy. */
async function showHandOver(folder: string): Promise<void> {
  const values = (more: object): ReleaseValues => ({ api: more, web: more });
  editEnvironment(folder, values({ replicas: 4 }));
  await deploy(folder);
  await reach('by values', (counts) => areAll(counts, (count) => count === 4));
  editEnvironment(folder, values({ replicas: 4, autoscaling }));
  const seen = await countsDuring(deploy(folder));
  const fewest = Math.min(...seen.flatMap(({ api, web }) => [api, web].map((each) => each.wanted)));
  assert.equal(fewest, 4, 'the deploy took pods away that ran');
  assert.ok(seen.every((counts) => areAll(counts, (count) => count >= 4)));
  shown(`autoscaler switched on: ${seen.length} times asked, never fewer than ${fewest} pods`);
}

/** The autoscaler that learns nothing is a fault of the deployment, with the command to run next. */
async function showNoMetrics(): Promise<void> {
  const scale = (replicas: number): Promise<string> =>
    kubectl(['-n', 'kube-system', 'scale', 'deployment/metrics-server', `--replicas=${replicas}`]);
  const check = join(import.meta.dirname, '../commands/check-deployment.ts');
  let said = '';
  await scale(0);
  try {
    const isSaid = async (): Promise<boolean> => {
      said = (await run('node', [check])).stdout;
      return /hpa\/api +cannot scale.*kubectl get apiservice/.test(said);
    };
    const isSeen = await waitUntil(isSaid, { timeoutSeconds: patienceSeconds });
    assert.ok(isSeen, `infra:check-deployment does not say that metrics are missing: ${said}`);
    shown('without metrics-server infra:check-deployment names both autoscalers, and what to do');
  } finally {
    await scale(1);
  }
}

/** Scaling by values and by an autoscaler, on the cluster's own releases, which then are as before (K3, K9). */
export async function checkScaling(): Promise<number> {
  try {
    await withTemporaryFolder('scaling', (folder) =>
      withWorktree(folder, async () => {
        await showHandOver(folder);
        await showLoad();
        await showNoMetrics();
      }),
    );
  } finally {
    await deploy(workspaceRoot);
  }
  await reach('as before', (counts) => areAll(counts, (count) => count === 2));
  return 0;
}
