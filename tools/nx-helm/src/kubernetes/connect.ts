import { anyCluster } from '../environment-place.ts';
import { kubeconfigFiles } from '../settings.ts';
import type { ClusterCheck } from './cluster-identity.ts';
import { checkedKubectl, clusterCheck } from './cluster-identity.ts';
import { allowedContext } from './kube-context.ts';
import type { Kubectl, KubectlFollow } from './kubectl.ts';
import { createKubectl, createKubectlFollow } from './kubectl.ts';

/** The options that every executor has which touches a cluster. */
export interface ClusterOptions {
  readonly namespace: string;
  readonly programsDirectory: string;
  readonly contexts: string;
  /** The `metadata.uid` of kube-system in the cluster that is meant, or `any`, as where it is left out. */
  readonly cluster?: string;
}

export interface Connection {
  readonly context: string;
  /** For what asks the cluster by another program than kubectl. */
  readonly assertCluster: ClusterCheck;
  readonly kubectl: Kubectl;
  /** For what goes on, such as following a log. */
  readonly followKubectl: KubectlFollow;
}

export function connect(
  workspaceRoot: string,
  { namespace, programsDirectory, contexts, cluster: id = anyCluster }: ClusterOptions,
  project: string,
): Connection {
  const context = allowedContext(contexts, kubeconfigFiles(), project);
  const cluster = { workspaceRoot, programsDirectory, context, namespace, project };
  const kubectl = createKubectl(cluster);
  const assertCluster =
    id === anyCluster ? () => Promise.resolve() : clusterCheck(kubectl, { id, context, project });
  return {
    context,
    assertCluster,
    kubectl: id === anyCluster ? kubectl : checkedKubectl(kubectl, assertCluster),
    followKubectl: createKubectlFollow(cluster),
  };
}
