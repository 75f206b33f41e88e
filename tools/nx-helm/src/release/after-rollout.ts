import { messageOf } from '../base/errors.ts';
import { objectsOf } from '../chart/manifests.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import type { ObjectDrift } from '../cluster/drift.ts';
import { driftLines, findDrift, normalisedDifferences } from '../cluster/drift.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { titleOf } from '../cluster/kubernetes-object.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import { storedManifest } from './stored-release.ts';

/**
 * What differs right after a rollout from what Helm applied is the cluster's own form of it. The
 * release runs by now, so not to find this out is no failure.
 */
export async function readNormalisedDifferences(
  request: DeployRequest,
  action: RollDecision['action'],
  readState: () => Promise<ClusterState>,
): Promise<readonly string[] | undefined> {
  const { release, namespace, ignoredManagers, objects } = request;
  try {
    const expected = objectsOf(await storedManifest(request));
    const { objects: actual } = await readState();
    const impure = impureFields(objects[action], expected, { actual, namespace });
    for (const line of impure.lines) {
      console.warn(
        `${release}: the cluster's Helm rendered otherwise (is it .Release.Revision, .Capabilities, lookup or the time?): ${line}`,
      );
    }
    for (const warning of describePaused(expected)) console.warn(`${release}: ${warning}`);
    const drift = findDrift({ expected, actual, namespace, ignoredManagers });
    const { keys, lines } = normalisedDifferences(drift);
    for (const line of lines) {
      console.log(`${release}: kept by the cluster in its own form: ${line}`);
    }
    return [...keys, ...impure.keys];
  } catch (error) {
    console.warn(`${release}: its objects could not be looked at again, ${messageOf(error)}`);
    return undefined;
  }
}

/**
 * What Helm has rendered with the cluster in view, and is in it now, is what the chart wants, though
 * another machine renders it otherwise. It is remembered, or the release would roll each time for it.
 */
function impureFields(
  rendered: readonly KubernetesObject[],
  applied: readonly KubernetesObject[],
  {
    actual,
    namespace,
  }: { readonly actual: readonly KubernetesObject[]; readonly namespace: string },
) {
  const impure = findDrift({ expected: rendered, actual: applied, namespace });
  const paths = new Set(
    impure.flatMap((drift) =>
      drift.kind === 'changed'
        ? drift.changed.map(({ path }) => `${titleOf(drift.object)} ${path}`)
        : [],
    ),
  );
  const isImpure = (object: KubernetesObject, path: string): boolean =>
    paths.has(`${titleOf(object)} ${path}`);
  const live = findDrift({ expected: rendered, actual, namespace })
    .filter((drift) => drift.kind === 'changed')
    .map((drift) => ({
      ...drift,
      changed: drift.changed.filter(({ path }) => isImpure(drift.object, path)),
    }));
  return { lines: impure.flatMap(impureLines), keys: normalisedDifferences(live).keys };
}

/** An object that the cluster's Helm leaves out cannot be remembered as the form of anything. */
function impureLines(drift: ObjectDrift): string[] {
  const lines = driftLines(drift);
  return drift.kind === 'missing'
    ? lines.map((line) => `${line}, so it will roll each time`)
    : lines;
}

/** Helm has nothing to wait for where a chart wants its Deployment paused: the new template waits, too. */
function describePaused(expected: readonly KubernetesObject[]): string[] {
  return expected
    .filter(({ kind, spec }) => kind === 'Deployment' && spec?.['paused'] === true)
    .map(
      ({ metadata: { name } }) =>
        `Deployment ${name} is paused by its chart, so its pods keep the template that they have; to give them the new one take "paused" out of the chart`,
    );
}
