import { kubeconfigFiles } from '../settings.ts';
import { allowedContext } from './kube-context.ts';
import type { Kubectl, KubectlFollow } from './kubectl.ts';
import { createKubectl, createKubectlFollow } from './kubectl.ts';

/** The options that every executor has which touches a cluster. */
export interface ClusterOptions {
  readonly namespace: string;
  readonly programsDirectory: string;
  readonly contexts: string;
}

export interface Connection {
  readonly context: string;
  readonly kubectl: Kubectl;
  /** For what goes on, such as following a log. */
  readonly followKubectl: KubectlFollow;
}

export function connect(
  workspaceRoot: string,
  { namespace, programsDirectory, contexts }: ClusterOptions,
  project: string,
): Connection {
  const context = allowedContext(contexts, kubeconfigFiles(), project);
  const cluster = { workspaceRoot, programsDirectory, context, namespace, project };
  return {
    context,
    kubectl: createKubectl(cluster),
    followKubectl: createKubectlFollow(cluster),
  };
}
