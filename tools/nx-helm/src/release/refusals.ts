import { UserError } from '@taskora/base/errors';
import { findCommit } from '../base/git.ts';
import { objectsOf } from '../chart/manifests.ts';
import type { Releases } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { identityOf, isKeptByPolicy, titleOf } from '../cluster/kubernetes-object.ts';
import type { Decision } from './decide.ts';
import type { DeployRequest } from './deploy-request.ts';
import type { RolloutSchemas } from './rollout-schemas.ts';
import { describeOldPrograms } from './rollout-schemas.ts';
import { standingOf } from './standing.ts';
import {
  describeRefusal,
  environmentLabel,
  otherEnvironment,
  storedManifest,
} from './stored-release.ts';

/** What an upgrade takes out of the cluster. */
export interface Removal {
  /** `ConfigMap settings`, sorted. */
  readonly titles: readonly string[];
  /** How many of them nothing comes for: an object whose name ends in a hash is replaced by another one. */
  readonly lost: number;
  /** How many objects the release has now. */
  readonly of: number;
}

/** Objects of the stored manifest that the next one does not have: Helm deletes them, but for some. */
export function removedObjects(
  stored: string,
  next: readonly KubernetesObject[],
  namespace: string,
): Removal {
  const present = objectsOf(stored);
  const removed = without(present, next, namespace).filter((object) => !isKeptByPolicy(object));
  const added = [...without(next, present, namespace)];
  const lost = removed.filter((object) => {
    const successor = added.findIndex((other) => isSuccessor(object, other));
    if (successor >= 0) added.splice(successor, 1);
    return successor < 0;
  });
  return {
    titles: removed.map(titleOf).toSorted(),
    lost: lost.length,
    of: present.length,
  };
}

/** Those of the first list that the second does not have. */
function without(
  objects: readonly KubernetesObject[],
  others: readonly KubernetesObject[],
  namespace: string,
): readonly KubernetesObject[] {
  const known = new Set(others.map((object) => identityOf(object, namespace)));
  return objects.filter((object) => !known.has(identityOf(object, namespace)));
}

/** `settings-7f9c` and `settings-8d1b`, also where one of them has no such end. */
function isSuccessor(object: KubernetesObject, other: KubernetesObject): boolean {
  if (object.kind !== other.kind) return false;
  const [name, next] = [object.metadata.name, other.metadata.name];
  return stemOf(name) === stemOf(next) || stemOf(name) === next || name === stemOf(next);
}

function stemOf(name: string): string {
  return name.replace(/-[^-]*$/, '');
}

const mostShown = 10;

/** `ConfigMap settings, Service api`; for a long list the first of it. */
export function describeRemoval({ titles }: Removal): string {
  const more = titles.length - mostShown;
  const shown = titles.slice(0, mostShown).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}

/**
 * Most likely a condition of the chart that is off by mistake, such as in one environment. One object of two, such
 * as an autoscaler beside its Deployment, is not.
 */
function isMostOf({ lost, of }: Removal): boolean {
  return lost * 2 > of || (lost * 2 === of && lost > 1);
}

export function refuseToRemoveMost(release: string, removal: Removal): void {
  if (!isMostOf(removal)) return;
  const { titles, of } = removal;
  throw new UserError(
    'NXHELM_REMOVES_MOST',
    `a deploy would delete ${titles.length} of the release's ${of} objects: ${describeRemoval(removal)}; nothing was changed`,
    `npx nx run ${release}:helm-diff, and if that is what you want npx nx run ${release}:helm-deploy --allow-removal`,
    { project: release },
  );
}

/** These exist without anybody's choice, so their existence does not show what was meant. */
const inEveryCluster = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/**
 * Where the same release of the same workspace already runs, if this is its first install into a
 * namespace that does not exist yet, or that is there in any cluster: most likely the namespace is
 * misspelt or was left out.
 */
async function otherCopy(facts: DeployRequest): Promise<string | undefined> {
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
  // A user who may not list namespaces can hardly create one, and Helm will report that.
  return exitCode === 0 && stdout.trim() === '';
}

export async function refuseSecondCopy(facts: DeployRequest): Promise<void> {
  const other = await otherCopy(facts);
  if (other === undefined) return;
  const { release, namespace, context } = facts;
  throw new UserError(
    'NXHELM_SECOND_COPY',
    `${describeNamespace(namespace)}, and the release runs in ${other} already; nothing was changed`,
    `correct the namespace in nx.json, or if a second copy is what you want ${agreement(namespace, context)}`,
    { project: release },
  );
}

/** For a plan and a dry run. */
function describeSecondCopy(namespace: string, other: string): string {
  return `would be refused: ${describeNamespace(namespace)}, and the release runs in ${other}`;
}

function describeNamespace(namespace: string): string {
  return inEveryCluster.has(namespace)
    ? `every cluster has the namespace ${namespace}`
    : `namespace ${namespace} does not exist yet`;
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

async function copies({ kubectl, release }: DeployRequest): Promise<readonly Copy[]> {
  const selector = `owner=helm,status=deployed,name=${release}`;
  const format =
    'jsonpath={range .items[*]}{.metadata.namespace}{" "}{.metadata.labels}{"\\n"}{end}';
  const args = ['get', 'secrets', '--all-namespaces', '--selector', selector, '--output', format];
  const { exitCode, stdout } = await kubectl.try(args);
  // A user may lack the right to list Secrets of all namespaces.
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

/** What an upgrade would delete; nothing where there is nothing to upgrade. */
export async function readRemoval(
  request: DeployRequest,
  { action }: Pick<Decision, 'action'>,
  releases: Releases,
): Promise<Removal | undefined> {
  if (action !== 'upgrade') return undefined;
  const { release, namespace, objects } = request;
  const standing = standingOf({ revisions: releases.get(release) });
  if (!standing.isInstalled) return undefined;
  // Helm compares with the revision that is deployed; where none is, with the last.
  const { revision } = standing.deployed ?? standing.latest;
  const stored = await storedManifest(request, revision);
  const removal = removedObjects(stored, objects.upgrade, namespace);
  return removal.titles.length === 0 ? undefined : removal;
}

/** For a plan and a dry run: why a deploy would be refused, in one clause. */
export async function refusalOf(
  request: DeployRequest,
  { action }: Pick<Decision, 'action'>,
  {
    releases,
    removal,
    schemas,
  }: {
    readonly releases: Releases;
    readonly removal: Removal | undefined;
    readonly schemas: Pick<RolloutSchemas, 'tooNew'> | undefined;
  },
): Promise<string | undefined> {
  const running = otherEnvironment({ ...request, releases });
  if (running !== undefined) return describeRefusal(running);
  if (schemas?.tooNew !== undefined) return describeOldPrograms(schemas.tooNew);
  const { attestation } = request;
  if (attestation !== undefined && action !== 'skip') {
    const { install, upgrade } = await request.readRender();
    const { unattestedIn } = await import('./attested-release.ts');
    const error = await unattestedIn(
      { ...request, target: 'helm-deploy', attestation },
      install,
      upgrade,
    );
    if (error !== undefined) return `would be refused with ${error.code}: ${error.what}`;
  }
  if (action === 'install') {
    const other = await otherCopy(request);
    return other === undefined ? undefined : describeSecondCopy(request.namespace, other);
  }
  if (removal === undefined || !isMostOf(removal) || request.isRemovalAllowed) {
    return undefined;
  }
  const { titles, of } = removal;
  return `would be refused: it deletes ${titles.length} of ${of} objects (--allow-removal agrees to it)`;
}
