import { UserError } from '@taskora/base/errors';
import { eventually, type Cluster, type PodsOf } from './cluster.ts';

const serving = ({ pods }: PodsOf) => pods.filter(({ isReady, isEnding }) => isReady && !isEnding);

/** One pod less would be none. */
export async function refuseSinglePods(
  cluster: Pick<Cluster, 'podsOf'>,
  deployments: readonly string[],
): Promise<void> {
  for (const deployment of deployments) {
    const found = await cluster.podsOf(deployment);
    if (found.wanted === 0 || found.wanted > 1) continue;
    throw new UserError(
      'ROTATION_SINGLE_POD',
      `Deployment ${deployment} has one pod, and nobody would serve while it is replaced`,
      'give it two replicas and deploy, or run this again with --allow-interruption',
    );
  }
}

/**
 * Replaces the pods that still have what the Secrets said before, one after the other by eviction, and
 * each only while all that are wanted serve. The template of the pods stays as it is.
 */
export async function replaceStalePods(
  cluster: Pick<Cluster, 'podsOf' | 'evict' | 'pause'>,
  deployment: string,
  log: (line: string) => void,
): Promise<number> {
  let replaced = 0;
  const isDone = await eventually(cluster, async () => {
    const found = await cluster.podsOf(deployment);
    const isWhole = serving(found).length >= found.wanted;
    const stale = found.pods.find(({ isEnding, isCurrent }) => !isEnding && isCurrent === false);
    if (stale === undefined) {
      const isKnown = found.pods.every(({ isEnding, isCurrent }) => isEnding || isCurrent === true);
      return isWhole && isKnown ? true : undefined;
    }
    // One that serves nobody may go at any time.
    if ((isWhole || !stale.isReady) && (await cluster.evict(stale.name))) {
      replaced += 1;
      log(`replaced pod ${stale.name}`);
    }
    return undefined;
  });
  if (isDone === true) return replaced;
  throw new UserError(
    'ROTATION_PODS_STUCK',
    `the pods of Deployment ${deployment} were not all replaced; both logins work meanwhile`,
    'npx nx run dev:status, then run this command again: it goes on where it stopped',
  );
}
