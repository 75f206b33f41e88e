import { UserError } from '@taskora/base/errors';
import type { RunOptions, RunResult } from '@taskora/base/run';
import { notFoundExitCode, run } from '@taskora/base/run';
import type { FollowEnd, FollowOptions } from '@taskora/base/stream';
import { follow } from '@taskora/base/stream';
import { anyCluster } from '../base/environment-place.ts';
import { resolveProgram } from '../base/programs.ts';
import { kubeconfigFiles } from '../base/settings.ts';
import type { AskServer } from './api-server.ts';
import { serverOf } from './api-server.ts';
import { allowedContext, refuseUnnamedCluster } from './kube-context.ts';

interface Cluster {
  readonly workspaceRoot: string;
  readonly programsDirectory: string;
  readonly context: string;
  readonly namespace: string;
  readonly project: string;
}

/** Its input is a text. */
type KubectlOptions = RunOptions & { readonly input?: string };

/** kubectl bound to one context and namespace. */
export interface Kubectl {
  readonly namespace: string;
  /** Gives the result whatever the exit code is. */
  try(args: readonly string[], options?: KubectlOptions): Promise<RunResult>;
  /** Gives the output, or fails with what kubectl said. */
  read(args: readonly string[], options?: KubectlOptions): Promise<string>;
  /** Asks the API server itself, where that needs nothing that only kubectl knows. */
  readonly ask?: AskServer;
}

export function createKubectl(cluster: Cluster): Kubectl {
  const { workspaceRoot, programsDirectory, context, namespace, project } = cluster;
  const program = resolveProgram('kubectl', workspaceRoot, programsDirectory);
  const attempt: Kubectl['try'] = async (args, options) => {
    const bound = ['--context', context, '--namespace', namespace, ...args];
    const result = await run(program, bound, options);
    if (result.exitCode === notFoundExitCode) throw missing(project, programsDirectory);
    return result;
  };
  return {
    namespace,
    ask: serverOf(context),
    try: attempt,
    read: async (args, options) => {
      const result = await attempt(args, options);
      if (result.exitCode === 0) return result.stdout;
      throw clusterError(cluster, args, result.stderr.trim());
    },
  };
}

/** A kubectl that goes on until it ends or is stopped. */
export type KubectlFollow = (args: readonly string[], options: FollowOptions) => Promise<FollowEnd>;

function createKubectlFollow(cluster: Cluster): KubectlFollow {
  const { workspaceRoot, programsDirectory, context, namespace } = cluster;
  const program = resolveProgram('kubectl', workspaceRoot, programsDirectory);
  return (args, options) =>
    follow(program, ['--context', context, '--namespace', namespace, ...args], options);
}

function missing(project: string, programsDirectory: string): UserError {
  return new UserError(
    'NXHELM_KUBECTL_MISSING',
    'the program kubectl was not found',
    `install kubectl, or put it into ${programsDirectory}`,
    { project },
  );
}

const unreachable = /unable to connect|connection refused|no such host|i\/o timeout|TLS handshake/i;

function clusterError(
  { context, project }: Cluster,
  args: readonly string[],
  errorText: string,
): UserError {
  if (unreachable.test(errorText)) {
    return new UserError(
      'NXHELM_CLUSTER_UNREACHABLE',
      `the cluster of context ${context} does not answer: ${errorText.split('\n').at(-1) ?? ''}`,
      `kubectl --context ${context} get nodes`,
      { project },
    );
  }
  return new UserError(
    /forbidden/i.test(errorText) ? 'NXHELM_FORBIDDEN' : 'NXHELM_KUBECTL_FAILED',
    `kubectl ${args.slice(0, 2).join(' ')}: ${errorText}`,
    `kubectl --context ${context} auth whoami`,
    { project },
  );
}

/** Refuses a namespace that is not the one which the environment's file names. */
export function refuseOtherNamespace(
  namespace: string,
  bound: string | undefined,
  project: string,
): void {
  if (bound === undefined || bound === namespace) return;
  throw new UserError(
    'NXHELM_NAMESPACE_REFUSED',
    `the environment is in namespace ${bound}, and this target would change ${namespace}`,
    `leave --namespace out, or take "namespace" out of the environment's file or of the target's options`,
    { project },
  );
}

interface WantedCluster {
  /** The `metadata.uid` of its namespace kube-system, which stays as long as the cluster does. */
  readonly id: string;
  readonly context: string;
  readonly project: string;
}

/** Fails unless the kube-context leads to the cluster that is meant; asks once. */
type ClusterCheck = () => Promise<void>;

function clusterCheck(kubectl: Kubectl, wanted: WantedCluster): ClusterCheck {
  let known: Promise<void> | undefined;
  return () => (known ??= assertIs(kubectl, wanted));
}

/**
 * A kubectl that asks nothing and changes nothing before it knows that it talks to the cluster that is
 * meant: a kube-context is a name of this machine, and may lead to another server tomorrow.
 */
function checkedKubectl({ ask, ...kubectl }: Kubectl, check: ClusterCheck): Kubectl {
  return {
    namespace: kubectl.namespace,
    ...(ask !== undefined && {
      ask: async (...asked) => {
        await check();
        return ask(...asked);
      },
    }),
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
  throw new UserError(
    'NXHELM_CLUSTER_OTHER',
    `context ${context} leads to the cluster ${actual}, and the environment is in ${id}; nothing was changed`,
    `kubectl config get-contexts, and see where ${context} leads`,
    { project },
  );
}

/** The options that every executor has which touches a cluster. */
export interface ClusterOptions {
  readonly namespace: string;
  readonly programsDirectory: string;
  readonly contexts: string;
  /** The `metadata.uid` of kube-system in the cluster that is meant, or `any`, as where it is left out; `unnamed` is refused. */
  readonly cluster?: string;
  /** That of one environment among several; else the current one is taken, if it is among `contexts`. */
  readonly context?: string;
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
  { namespace, programsDirectory, contexts, cluster: id = anyCluster, ...chosen }: ClusterOptions,
  project: string,
): Connection {
  const context = chosen.context ?? allowedContext(contexts, kubeconfigFiles(), project);
  refuseUnnamedCluster({ contexts: context, cluster: id }, project);
  const cluster = { workspaceRoot, programsDirectory, context, namespace, project };
  const kubectl = createKubectl(cluster);
  const followKubectl = createKubectlFollow(cluster);
  const assertCluster =
    id === anyCluster ? () => Promise.resolve() : clusterCheck(kubectl, { id, context, project });
  return {
    context,
    assertCluster,
    kubectl: id === anyCluster ? kubectl : checkedKubectl(kubectl, assertCluster),
    followKubectl: async (...asked) => {
      await assertCluster();
      return followKubectl(...asked);
    },
  };
}
