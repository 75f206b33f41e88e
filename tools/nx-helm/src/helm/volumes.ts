import { parseManifests } from './parse-manifests.ts';

/** Volume claims that Helm itself would delete; those of a StatefulSet are none of its business. */
export function unkeptVolumes(manifest: string): string[] {
  return parseManifests(manifest)
    .filter(({ kind }) => kind === 'PersistentVolumeClaim')
    .filter(({ metadata }) => metadata.annotations?.['helm.sh/resource-policy'] !== 'keep')
    .map(({ metadata }) => metadata.name);
}
