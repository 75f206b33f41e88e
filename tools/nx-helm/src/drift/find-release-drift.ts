import type { ExplainInputs } from '../helm/deploy-request.ts';
import { isRollback, rolledBackFrom } from '../helm/kept-rollback.ts';
import { keptClause } from '../helm/kept-words.ts';
import { objectsOf } from '../helm/manifests.ts';
import type { ReleasePlace } from '../helm/stored-release.ts';
import { storedManifest } from '../helm/stored-release.ts';
import type { ReleaseRevision, Releases } from '../kubernetes/cluster-state.ts';
import type { Kubectl } from '../kubernetes/kubectl.ts';
import { listObjects, placedResourceOf } from '../kubernetes/list-objects.ts';
import { driftLines, findDrift } from '../live/drift.ts';
import { readHistory } from '../records/records.ts';
import type { ReleaseDrift } from './drift-report.ts';

export interface DriftRequest extends ReleasePlace {
  readonly kubectl: Kubectl;
  readonly ignoredManagers: readonly string[];
  /** Without it the layer of the sources is left out. */
  readonly explainInputs?: ExplainInputs;
}

/** Needs no build: what should be there is what Helm has stored, and not what would be rendered now. */
export async function findReleaseDrift(
  request: DriftRequest,
  releases: Releases,
): Promise<ReleaseDrift> {
  const { release, kubectl, namespace, ignoredManagers } = request;
  const revisions = releases.get(release) ?? [];
  const latest = revisions.at(-1);
  if (latest === undefined || latest.status === 'uninstalled') {
    return { release, source: [], revision: ['it is not installed'], live: [] };
  }
  const [{ inputs, settled = [] }, manifest] = await Promise.all([
    readHistory(kubectl, release),
    storedManifest(request),
  ]);
  const expected = objectsOf(manifest);
  const [explained, actual] = await Promise.all([
    request.explainInputs?.(inputs),
    listObjects(kubectl, [...new Set([...expected.map(placedResourceOf), autoscalers])]),
  ]);
  const facts = { expected, actual, namespace, ignoredManagers, settled: new Set(settled) };
  const kept = isRollback(latest)
    ? await keptClause({
        kubectl,
        release,
        revision: latest.revision,
        rolledBackFrom: rolledBackFrom(latest),
      })
    : undefined;
  return {
    release,
    ...(kept === undefined ? {} : { kept }),
    source: explained?.changes ?? [],
    revision: foreignRevision(latest),
    live: findDrift(facts).flatMap(driftLines),
  };
}

const autoscalers = 'HorizontalPodAutoscaler.v2.autoscaling';

function foreignRevision({ revision, status, labels }: ReleaseRevision): string[] {
  const recorded = labels['revision'];
  return [
    ...(status === 'deployed' ? [] : [`revision ${revision} is ${status}`]),
    ...(recorded === undefined
      ? [`revision ${revision} was made by another program`]
      : recorded === String(revision)
        ? []
        : [
            `revision ${revision} came after revision ${recorded}, by a rollback or another program`,
          ]),
  ];
}
