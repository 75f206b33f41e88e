import { NxHelmError } from '../errors.ts';
import type { Kubectl } from './kubectl.ts';

export interface WantedCluster {
  /** The `metadata.uid` of its namespace kube-system, which stays as long as the cluster does. */
  readonly id: string;
  readonly context: string;
  readonly project: string;
}

/** Fails unless the kube-context leads to the cluster that is meant; asks once. */
export type ClusterCheck = () => Promise<void>;

export function clusterCheck(kubectl: Kubectl, wanted: WantedCluster): ClusterCheck {
  let known: Promise<void> | undefined;
  return () => (known ??= assertIs(kubectl, wanted));
}

/**
 * A kubectl that asks nothing and changes nothing before it knows that it talks to the cluster that is
 * meant: a kube-context is a name of this machine, and may lead to another server tomorrow.
 */
export function checkedKubectl(kubectl: Kubectl, check: ClusterCheck): Kubectl {
  return {
    namespace: kubectl.namespace,
    try: async (...asked) => {
      await check();
      return kubectl.try(...asked);
    },
    read: async (...asked) => {
      await check();
      return kubectl.read(...asked);
    },
  };
}

async function assertIs(kubectl: Kubectl, { id, context, project }: WantedCluster): Promise<void> {
  const args = ['get', 'namespace', 'kube-system', '--output', 'jsonpath={.metadata.uid}'];
  const actual = (await kubectl.read(args)).trim();
  if (actual === id) return;
  throw new NxHelmError({
    code: 'NXHELM_CLUSTER_OTHER',
    project,
    what: `context ${context} leads to the cluster ${actual}, and the environment is in ${id}; nothing was changed`,
    command: `kubectl config get-contexts, and see where ${context} leads`,
  });
}
