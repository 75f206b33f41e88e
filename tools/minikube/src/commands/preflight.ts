import type { Settings } from '../base/settings.ts';
import { planCluster, type Ask } from './plan.ts';
import type { ClusterPlan } from './cluster-plan.ts';

export interface PreflightResult {
  /** How cluster-up is going to do its work. */
  readonly provider: 'existing' | 'minikube-start' | 'modules';
  /** One line for people; empty where nothing is going to be made. */
  readonly summary: string;
}

/** Refuses now what cluster-up would refuse later, and changes nothing on this machine. */
export async function preflight(settings: Settings, ask?: Ask): Promise<PreflightResult> {
  const plan = await planCluster(settings, ask);
  return { provider: plan.provider.kind, summary: describe(plan) };
}

function describe({ provider, known }: ClusterPlan): string {
  if (provider.kind === 'existing') return '';
  if (known !== undefined)
    return `The Minikube ${known.profile} that this tool made is going to be brought back.`;
  if (provider.kind === 'minikube-start')
    return `A Minikube is going to be started with ${provider.engine}.`;
  return 'A Minikube is going to be made from Go modules and Debian packages.';
}
