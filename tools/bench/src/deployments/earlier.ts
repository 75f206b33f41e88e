import { join } from 'node:path';
import { must } from '@taskora/dev/run';
import { cloneSources, useNamespace } from './clone.ts';
import { makeNamespace } from './cluster.ts';
import { earlierNamespace } from './names.ts';
import { deployOnce, type Earlier } from './setting.ts';

/** The last commit whose images were all built by an engine, with all layers of the API in one. */
export const earlierCommit = '9086a8ab';

/**
 * Installs what the earlier commit's locks name, and deploys it. It does not share the packages of this
 * checkout, and takes as long as a first `npm run up` on a cluster that is there.
 */
export async function startEarlier(
  commit: string,
  folder: string,
  say: (line: string) => void,
): Promise<Earlier> {
  const workspace = join(folder, 'earlier');
  say(`installs, builds and deploys ${commit}`);
  await cloneSources(workspace);
  const why = { code: 'BENCH_EARLIER_FAILED', fix: `git log -1 ${commit}`, directory: workspace };
  await must('git', ['checkout', '--quiet', '--detach', commit], why);
  useNamespace(workspace, earlierNamespace);
  await must(process.execPath, [join(workspace, 'tools/dev/setup.mjs')], why);
  await makeNamespace(earlierNamespace);
  await deployOnce(workspace);
  return { commit, workspace };
}
