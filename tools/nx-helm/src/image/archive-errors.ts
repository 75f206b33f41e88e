import { NxHelmError } from '../errors.ts';
import type { ImageLayer } from './image-description.ts';

/**
 * A damaged entry of the task cache would only be restored, also after a run with `--skip-nx-cache`,
 * which stores nothing: the entry has to go. With `--onlyCache` Nx would still believe it has one.
 */
function rebuild(owner: string): string {
  return `npx nx reset, then npx nx run ${owner}:container`;
}

function place(layer: ImageLayer): string {
  return layer.from === undefined ? 'of its own' : `of its base image ${layer.from}`;
}

export function layerMissing(project: string, layer: ImageLayer): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_LAYER_MISSING',
    project,
    what: `the layer ${layer.digest} ${place(layer)} is not in dist/images/${layer.from ?? project}`,
    command: rebuild(layer.from ?? project),
  });
}

export function archiveTruncated(
  project: string,
  layer: ImageLayer,
  foundBytes: number,
): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_ARCHIVE_TRUNCATED',
    project,
    what: `the layer ${layer.digest} ${place(layer)} has ${foundBytes} bytes instead of ${layer.sizeBytes}`,
    command: rebuild(layer.from ?? project),
  });
}

export function layerDamaged(project: string, layer: ImageLayer): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_LAYER_DAMAGED',
    project,
    what: `the content of ${layer.digest} ${place(layer)} is not what its name says`,
    command: rebuild(layer.from ?? project),
  });
}
