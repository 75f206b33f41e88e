import type { ObjectDrift } from '../live/drift.ts';

/** Workloads whose pods a healing replaces: their pod template is not as rendered, or they are gone. */
export function restartsByDrift(drifts: readonly ObjectDrift[]): string[] {
  return drifts
    .filter(({ object }) => ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind))
    .filter(
      (drift) =>
        drift.kind === 'missing' ||
        [...drift.changed, ...drift.added].some(({ path }) => path.startsWith('spec.template')),
    )
    .map(({ object }) => `${object.kind}/${object.metadata.name}`);
}
