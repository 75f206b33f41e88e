/** The task whose own steps are shown in its place. */
export const CLUSTER = 'minikube:cluster-up';

/**
 * What is going on, for people: the step that the cluster's program is at, and the other tasks. Between
 * two tasks that is nothing, and before the first one the workspace is read.
 */
export function whatRuns(
  running: Iterable<string>,
  { clusterStep, planned }: { readonly clusterStep: string; readonly planned: number },
): string {
  const tasks = [...running].filter((task) => task !== CLUSTER || clusterStep === '');
  const doing = [...(clusterStep === '' ? [] : [clusterStep]), ...tasks];
  if (doing.length > 0) return doing.join(', ');
  return planned === 0 ? 'reads the workspace' : 'goes on';
}
