import { NxHelmError } from '../errors.ts';
import { parseManifests } from './parse-manifests.ts';

/** Volume claims that Helm itself would delete; those of a StatefulSet are none of its business. */
function unkeptVolumes(manifest: string): string[] {
  return parseManifests(manifest)
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .filter(({ metadata }) => metadata.annotations?.['helm.sh/resource-policy'] !== 'keep')
    .map(({ metadata }) => metadata.name);
}

/** An uninstall must not take data with it. */
export function refuseToLoseData(release: string, manifest: string): void {
  const volumes = unkeptVolumes(manifest);
  if (volumes.length === 0) return;
  throw new NxHelmError({
    code: 'NXHELM_VOLUME_NOT_KEPT',
    project: release,
    what: `uninstalling would delete the data of the volume claims ${volumes.join(', ')}`,
    command:
      'give them the annotation "helm.sh/resource-policy: keep" in the chart, deploy, and try again',
  });
}
