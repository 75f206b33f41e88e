import { NxHelmError } from '../errors.ts';
import { findCommit } from '../git/history.ts';
import type { Kubectl } from '../kubernetes/kubectl.ts';
import { environmentLabel } from './labels.ts';

export interface CopyFacts {
  readonly kubectl: Kubectl;
  readonly workspaceRoot: string;
  readonly release: string;
  readonly environment: string;
  readonly namespace: string;
  readonly context: string;
  /** The environment's own file says which namespace it is in. */
  readonly isNamespaceBound: boolean;
}

/** Nobody makes them, so that one of them is there says nothing of what was meant. */
const inEveryCluster = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Where the same release of the same workspace already runs, if this is its first install into a
 * namespace that is not there yet, or that is there in any cluster: most likely the namespace is
 * misspelt or was left out.
 */
export async function otherCopy(facts: CopyFacts): Promise<string | undefined> {
  const { kubectl, namespace, isNamespaceBound } = facts;
  if (isNamespaceBound) return undefined;
  if (!(await isToBeMade(kubectl, namespace))) return undefined;
  for (const { namespace: other, labels } of await copies(facts)) {
    const { environment, commit = '' } = labels;
    const isSameEnvironment =
      environment === undefined || environment === environmentLabel(facts.environment);
    if (isSameEnvironment && (await isOfWorkspace(facts.workspaceRoot, commit))) return other;
  }
  return undefined;
}

async function isToBeMade(kubectl: Kubectl, namespace: string): Promise<boolean> {
  if (inEveryCluster.has(namespace)) return true;
  const args = ['get', 'namespace', namespace, '--ignore-not-found', '--output', 'name'];
  const { exitCode, stdout } = await kubectl.try(args);
  // Who may not look at namespaces may hardly make one, and Helm will say so.
  return exitCode === 0 && stdout.trim() === '';
}

export async function refuseSecondCopy(facts: CopyFacts): Promise<void> {
  const other = await otherCopy(facts);
  if (other === undefined) return;
  const { release, namespace, context } = facts;
  throw new NxHelmError({
    code: 'NXHELM_SECOND_COPY',
    project: release,
    what: `${placeWords(namespace)}, and the release runs in ${other} already; nothing was changed`,
    command: `correct the namespace in nx.json, or if a second copy is what you want ${agreement(namespace, context)}`,
  });
}

/** For those who only look: what a deploy would say. */
export function secondCopyWords(namespace: string, other: string): string {
  return `would be refused: ${placeWords(namespace)}, and the release runs in ${other}`;
}

function placeWords(namespace: string): string {
  return inEveryCluster.has(namespace)
    ? `every cluster has the namespace ${namespace}`
    : `the namespace ${namespace} is not there yet`;
}

function agreement(namespace: string, context: string): string {
  return inEveryCluster.has(namespace)
    ? `name it in the file of the environment: "nxHelm: { namespace: ${namespace} }"`
    : `kubectl --context ${context} create namespace ${namespace}`;
}

interface Copy {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

async function copies({ kubectl, release }: CopyFacts): Promise<readonly Copy[]> {
  const selector = `owner=helm,status=deployed,name=${release}`;
  const format =
    'jsonpath={range .items[*]}{.metadata.namespace}{" "}{.metadata.labels}{"\\n"}{end}';
  const args = ['get', 'secrets', '--all-namespaces', '--selector', selector, '--output', format];
  const { exitCode, stdout } = await kubectl.try(args);
  // Not everybody may look into all namespaces.
  if (exitCode !== 0) return [];
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const space = line.indexOf(' ');
      const labels = JSON.parse(line.slice(space + 1)) as Copy['labels'];
      return { namespace: line.slice(0, space), labels };
    });
}

/** Other workspaces may have releases of the same name in the same cluster. */
async function isOfWorkspace(workspaceRoot: string, commit: string): Promise<boolean> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return false;
  return (await findCommit(workspaceRoot, commit)) !== undefined;
}
