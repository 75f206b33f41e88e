import { parseArgs } from 'node:util';
import { z } from 'zod';
import { stopAllForwarding } from '../cluster/addresses.ts';
import { kubectl, namespace } from '../cluster/kubectl.ts';
import { messageOf, UserError } from '@taskora/base/errors';
import { runMain } from '@taskora/base/run-main';
import { withCheckoutLock } from '../checkout-lock.ts';
import { must, run, tasksExitCode } from '../run.ts';

interface DownOptions {
  data: boolean;
  cluster: boolean;
}

function readOptions(): DownOptions {
  try {
    const options = { data: { type: 'boolean' }, cluster: { type: 'boolean' } } as const;
    const { values } = parseArgs({ options });
    return { data: values.data ?? false, cluster: values.cluster ?? false };
  } catch (error) {
    const what = messageOf(error);
    throw new UserError('DOWN_BAD_OPTION', what, 'npm run down -- --data | --cluster');
  }
}

const statusSchema = z.object({ running: z.boolean(), madeByThisTool: z.boolean() });

/** False where there is no cluster at all; one that was made here and is stopped is no such case. */
async function hasCluster(): Promise<boolean> {
  const args = ['tools/minikube/src/cli.ts', 'cluster-status', '--json'];
  const stdout = await must(process.execPath, args, {
    code: 'DOWN_NO_STATUS',
    fix: 'npx nx run minikube:cluster-status',
  });
  const { running, madeByThisTool } = statusSchema.parse(JSON.parse(stdout));
  if (running || !madeByThisTool) return running;
  throw new UserError(
    'CLUSTER_STOPPED',
    'the cluster does not run, so its releases cannot be removed',
    'npx nx run minikube:cluster-up (then npm run down), or npm run down -- --cluster',
  );
}

/** Resolves to 0, or to the code of an interruption. */
async function nx(args: string[]): Promise<number> {
  const result = await run('nx', [...args, '--nx-bail'], { inherit: true });
  const exitCode = tasksExitCode(result);
  if (exitCode === 0 || result.interruption !== undefined) return exitCode;
  throw new UserError(
    'DOWN_FAILED',
    `nx ${args.join(' ')} failed`,
    'npx nx run minikube:cluster-status',
  );
}

async function removeReleases(options: DownOptions): Promise<number> {
  if (!(await hasCluster())) {
    console.log('no cluster runs here, so there is no release to remove');
    return 0;
  }
  const exitCode = await nx(['run-many', '-t', 'helm-uninstall', '--output-style=stream']);
  if (exitCode !== 0) return exitCode;
  if (options.data) await kubectl(['delete', 'namespace', namespace, '--ignore-not-found']);
  console.log(options.data ? 'releases and data removed' : 'releases removed; the data are kept');
  return 0;
}

/** `npm run down`: removes the releases and keeps the data, unless the options ask for these or the cluster. */
await runMain(async () => {
  const options = readOptions();
  return withCheckoutLock('npm run down', () => {
    stopAllForwarding();
    return options.cluster ? nx(['run', 'minikube:cluster-down']) : removeReleases(options);
  });
});
