import type { TargetConfiguration } from '@nx/devkit';

/** The steps of a rollout that change a cluster: an image to its nodes, and a release. */
export type RolloutStep = 'image-load' | 'helm-deploy';

export const rolloutExecutor = '@taskora/nx-helm:rollout';

/**
 * What inference named before both steps were one executor. A forecast reads graphs that the plugin
 * of an older commit has made, where a release without a deploy target would count as new.
 */
const formerExecutors: ReadonlyMap<string, RolloutStep> = new Map([
  ['@taskora/nx-helm:image-load', 'image-load'],
  ['@taskora/nx-helm:helm-deploy', 'helm-deploy'],
]);

/** Which step a target takes; undefined for a target of another kind. */
export function stepOf(target: TargetConfiguration | undefined): RolloutStep | undefined {
  const { executor = '', options } = target ?? {};
  if (executor !== rolloutExecutor) return formerExecutors.get(executor);
  return (options as { readonly step?: RolloutStep } | undefined)?.step;
}
