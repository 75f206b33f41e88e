import { UserError } from '@taskora/base/errors';
import type { RunOptions, RunResult } from '@taskora/base/run';
import type { FollowEnd, FollowOptions } from '@taskora/base/stream';
import { notFoundExitCode, run } from '@taskora/base/run';
import { follow } from '@taskora/base/stream';
import { resolveProgram } from '../base/programs.ts';

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

export function createKubectlFollow(cluster: Cluster): KubectlFollow {
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
