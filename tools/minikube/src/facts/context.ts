import { join } from 'node:path';
import type { ClusterNode } from '../kubernetes/api.ts';
import { currentContext, type Context } from '../kubernetes/kubeconfig.ts';
import { readOptional } from '@taskora/base/files';
import { isAlive } from '@taskora/base/identity';
import { hostPath, unitsRuntime, type Settings } from '../base/settings.ts';

export interface ContextFact {
  readonly name: string;
  readonly isMinikube: boolean;
  /** Whether its API server lists a node that is ready. */
  readonly answers: boolean;
}

export interface ContextProbe {
  readonly context?: Context;
  readonly nodes?: readonly ClusterNode[];
  readonly fact?: ContextFact;
}

/** What the current kube-context is, and whether it answers; others than Minikube are not asked. */
export async function probeContext(settings: Settings): Promise<ContextProbe> {
  const context = await currentContext(settings);
  if (context === undefined) return {};
  const { name, isMinikube } = context;
  if (!isMinikube) return { context, fact: { name, isMinikube, answers: false } };
  const { clusterNodes } = await import('../kubernetes/api.ts');
  const nodes = await clusterNodes(context);
  const answers = nodes?.some(({ ready }) => ready) === true;
  return { context, fact: { name, isMinikube, answers }, ...(nodes && { nodes }) };
}

/** Whether the supervisors of the provider modules are alive; with systemd that is its own task. */
export function unitsAreSupervised(settings: Settings): boolean {
  return ['containerd', 'kubelet'].every((unit) => {
    const file = join(hostPath(settings, unitsRuntime(settings)), `${unit}.pid`);
    const [pid, start] = (readOptional(file) ?? '').split('\n');
    return start !== undefined && isAlive({ pid: Number(pid), start });
  });
}
