import type { Cluster, NotRead } from '../cluster/namespace.ts';
import { recordedDrift } from '../release/recorded-drift.ts';
import { readTraces, releasesAsked } from './traces.ts';

/** Layers of drift that only a checkout with Nx and Helm can compare. */
const needsWorkspace: readonly NotRead[] = [
  {
    what: 'live objects against the stored manifests',
    why: 'they are compared on a workstation alone: npx nx run infra:drift',
  },
  {
    what: 'sources against the deployed ones',
    why: 'they are compared on a workstation alone: npx nx run infra:drift',
  },
];

/** What was changed outside, from nx-helm's records and from who wrote into the live workloads. */
export async function readDrift(cluster: Cluster, release?: string) {
  const traces = await readTraces(cluster);
  const asked = releasesAsked(release, traces, cluster.namespace);
  return {
    namespace: cluster.namespace,
    releases: asked.map((name) => recordedDrift(name, traces)),
    notRead: [...traces.notRead, ...needsWorkspace],
  };
}
