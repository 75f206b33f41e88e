import { messageOf } from '@taskora/base/errors';
import { objectsOf } from '../chart/manifests.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import type { ObjectDrift } from '../cluster/drift.ts';
import { driftLines, findDrift, normalisedDifferences } from '../cluster/drift.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { titleOf } from '../cluster/kubernetes-object.ts';
import type { DeployRequest, RollDecision } from './deploy-request.ts';
import { storedManifest } from './stored-release.ts';

/**
 * Differences right after a rollout are the API server's normalisations of what Helm applied. The
 * release runs by now, so failing to read them is no failure.
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
        `${release}: Helm rendered another value in the cluster than helm-template (does the chart use .Release.Revision, .Capabilities, lookup or the time?): ${line}`,
      );
    }
    for (const warning of describePaused(expected)) console.warn(`${release}: ${warning}`);
    const drift = findDrift({ expected, actual, namespace, ignoredManagers });
    const { keys, lines } = normalisedDifferences(drift);
    for (const line of lines) {
      console.log(`${release}: normalised by the API server, no drift: ${line}`);
    }
    return [...keys, ...impure.keys];
  } catch (error) {
    console.warn(
      `${release}: cannot read its objects after the rollout, so nothing is recorded as normalised: ${messageOf(error)}`,
    );
    return undefined;
  }
}

/**
 * Fields that Helm renders differently with the cluster's capabilities are wanted, although another
 * machine renders them otherwise. They are recorded, or the release would roll each time.
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

/** An object that Helm does not render in the cluster cannot be recorded as normalised. */
function impureLines(drift: ObjectDrift): string[] {
  const lines = driftLines(drift);
  return drift.kind === 'missing'
    ? lines.map((line) => `${line}, so it will roll each time`)
    : lines;
}

/** Helm waits for nothing where a chart pauses its Deployment, and no pod gets the new template. */
function describePaused(expected: readonly KubernetesObject[]): string[] {
  return expected
    .filter(({ kind, spec }) => kind === 'Deployment' && spec?.['paused'] === true)
    .map(
      ({ metadata: { name } }) =>
        `Deployment ${name} is paused by its chart, so its pods keep the template that they have; to give them the new one take "paused" out of the chart`,
    );
}
