import { availablePods, readClusterState } from '../../cluster/cluster-state.ts';
import type { ClusterOptions } from '../../cluster/connect.ts';
import { connect } from '../../cluster/connect.ts';
import type { Pod } from '../../cluster/pods.ts';
import { describeOverduePods } from '../../cluster/pods.ts';
import { reportLeftOut } from '../../release/left-out.ts';
import { describeCondition, standingOf } from '../../release/standing.ts';
import { executor, leftOutOf } from '../report.ts';

export interface HelmStatusOptions extends ClusterOptions {
  readonly environment?: string;
}

export default executor<HelmStatusOptions>(async (options, task, release) => {
  const { root } = task;
  const leftOut = leftOutOf(task, options, release);
  // What is there all the same is shown as any other release is.
  if (leftOut !== undefined && (await reportLeftOut(root, leftOut)).revision === 0) return;
  const { kubectl, context } = connect(root, options, release);
  const state = await readClusterState(kubectl);
  const standing = standingOf({ revisions: state.releases.get(release) });
  if (!standing.isInstalled) {
    const { lastRevision } = standing;
    const history = lastRevision === 0 ? '' : `; its history ends with revision ${lastRevision}`;
    console.log(
      `${release}: not installed in namespace ${options.namespace} of ${context}${history}`,
    );
    return;
  }
  const { labels, revision, status } = standing.latest;
  const origin = `commit ${labels['commit'] ?? 'unknown'}, reason ${labels['reason'] ?? 'unknown'}`;
  console.log(`${release}: ${status}, revision ${revision} (${origin})`);
  for (const condition of standing.conditions) {
    console.log(`${release}: ${describeCondition(condition)}`);
  }
  const selector = `app.kubernetes.io/instance=${release}`;
  console.log(await kubectl.read(['get', 'pods', '--selector', selector]));
  const { items } = JSON.parse(
    await kubectl.read(['get', 'pods', '--selector', selector, '--output', 'json']),
  ) as { readonly items: readonly Pod[] };
  for (const warning of describeOverduePods(items, new Date()))
    console.log(`${release}: ${warning}`);
  const available = [...availablePods(state)].filter(([name]) => name.endsWith(`/${release}`));
  for (const [name, pods] of available) console.log(`${name}: ${pods} available`);
});
