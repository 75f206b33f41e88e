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

/** Nx puts the project in front of each line; what a task of Nx's own says begins with an angle. */
const line = new RegExp(`^${CLUSTER.split(':')[0]}: (?!> )(\\S.*)$`);
const step = /^\[\d+\/\d+\] (?!.* done in )/;
/** What says only that there was nothing to do. */
const idle = /^Programs are there already/;

/** What the cluster's program says in a line of the run's output: the step that it is at, or other words. */
export function saidByCluster(
  text: string,
): { readonly step: string } | { readonly step?: never; readonly words: string } | undefined {
  const words = line.exec(text)?.[1];
  if (words === undefined || idle.test(words)) return undefined;
  return step.test(words) ? { step: words } : { words };
}
