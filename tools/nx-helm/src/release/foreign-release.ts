import { readEnvironment } from '../chart/environment-file.ts';
import { objectsOf } from '../chart/manifests.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import { renderedText } from '../chart/rendered-text.ts';
import { listObjects, placedResourceOf } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import { connect } from '../cluster/connect.ts';
import type { ObjectDrift } from '../cluster/drift.ts';
import { driftLines, findDrift } from '../cluster/drift.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { titleOf } from '../cluster/kubernetes-object.ts';
import { controllerManagers, controllerOf, isMark, titleOfController } from '../cluster/owner.ts';
import type { ReleaseDrift } from './drift.ts';

const workloadKinds = ['Deployment.v1.apps', 'StatefulSet.v1.apps'];

/** Workloads of the release that another program deploys; Helm keeps nothing of them. */
export async function readForeignWorkloads(
  kubectl: Kubectl,
  release: string,
): Promise<readonly KubernetesObject[]> {
  const objects = await listObjects(kubectl, workloadKinds);
  return objects.filter((object) => isOf(object, release) && controllerOf(object) !== undefined);
}

/** By its name, as charts of a workspace call it, or by the label that all of its objects have. */
function isOf({ metadata }: KubernetesObject, release: string): boolean {
  const labels = metadata.labels ?? {};
  const names = [metadata.name, labels['app.kubernetes.io/name']];
  return names.includes(release);
}

function titleOfOwner(object: KubernetesObject): string {
  const owner = controllerOf(object);
  return owner === undefined ? '' : titleOfController(owner);
}

/** Who deploys a release, and when its workloads were last changed; nothing is recorded of it. */
export function describeForeign(workloads: readonly KubernetesObject[]): readonly string[] {
  return workloads.map((object) => {
    const entries = object.metadata.managedFields ?? [];
    const changes = entries.filter(({ subresource }) => subresource === undefined);
    const last = changes.toSorted((one, other) => ((one.time ?? '') < (other.time ?? '') ? -1 : 1));
    const { manager = 'unknown', time = 'at an unknown time' } = last.at(-1) ?? {};
    const owner = titleOfOwner(object);
    return `${titleOf(object)} is deployed by ${owner}; last changed ${time} by ${manager}`;
  });
}

/**
 * How the objects of a release that another program deploys differ from what this checkout renders. Nothing is
 * written, and of Helm nothing is read.
 */
export async function readForeignDrift(
  workspaceRoot: string,
  release: DeployedRelease,
  workloads: readonly KubernetesObject[],
): Promise<ReleaseDrift> {
  const { project, options } = release;
  const { environment: name, environmentsDirectory, namespace } = options;
  const environment = readEnvironment(workspaceRoot, environmentsDirectory, name, project);
  const expected = objectsOf(await renderedText(workspaceRoot, release, environment));
  const { kubectl } = connect(workspaceRoot, options, project);
  const actual = await listObjects(kubectl, [...new Set(expected.map(placedResourceOf))]);
  const ignoredManagers = [...environment.ignoredManagers, ...controllerManagers];
  const drift = findDrift({ expected, actual, namespace, ignoredManagers });
  const owners = new Set(workloads.map(titleOfOwner));
  return {
    release: project,
    source: [],
    revision: [],
    live: drift.flatMap(withoutMarks).flatMap(driftLines),
    owner: [...owners].join(', '),
  };
}

/** The owner's own label is no difference. */
function withoutMarks(drift: ObjectDrift): ObjectDrift[] {
  if (drift.kind === 'missing') return [drift];
  const owner = controllerOf(drift.actual);
  const changed = drift.changed.filter(({ path }) => owner === undefined || !isMark(owner, path));
  return changed.length + drift.added.length === 0 ? [] : [{ ...drift, changed }];
}
