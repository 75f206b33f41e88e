import { addressesOf, describeAddresses, type Addresses } from '../kubernetes/addresses.ts';
import { probeContext, type ContextProbe } from '../facts/context.ts';
import type { Marker } from '../base/marker.ts';
import type { Output } from '../base/progress.ts';
import type { Session } from '../base/session.ts';
import type { Settings } from '../base/settings.ts';
import { planCluster, type Ask } from './plan.ts';
import type { ClusterPlan } from './cluster-plan.ts';

export interface UpResult {
  readonly provider: 'existing' | 'minikube-start' | 'modules';
  readonly changed: boolean;
  readonly context: string;
  readonly addresses: Addresses;
  readonly summary: string;
}

/** Makes sure that a Minikube runs, by the first provider that this machine has. */
export async function clusterUp(settings: Settings, output: Output, ask?: Ask): Promise<UpResult> {
  const plan = await planCluster(settings, ask);
  if (plan.provider.kind === 'existing') {
    await linkClients(settings, output);
    return describeRunning(settings, plan.probe);
  }
  const { withSession } = await import('../base/session.ts');
  const marker = await withSession('cluster-up', settings, output, (session) =>
    make(plan, session),
  );
  return describeMade(settings, plan, marker);
}

/** A Minikube that was here already did not bring the programs that the workspace calls it by. */
async function linkClients(settings: Settings, output: Output): Promise<void> {
  const { allLinked, CLIENTS } = await import('../programs/tools.ts');
  if (allLinked(CLIENTS, settings)) return;
  const { ensurePrograms } = await import('../programs/ensure.ts');
  await ensurePrograms(settings, output, CLIENTS);
}

function describeRunning(settings: Settings, { context, nodes = [] }: ContextProbe): UpResult {
  const name = context?.name ?? '';
  const addresses = addressesOf(settings, name, nodes);
  const kubelet = nodes[0]?.kubelet ?? '';
  const summary = `Provider existing: the Minikube ${name} runs (Kubernetes ${kubelet}). ${describeAddresses(addresses)}`;
  return { provider: 'existing', changed: false, context: name, addresses, summary };
}

async function make({ provider, known, note }: ClusterPlan, session: Session): Promise<Marker> {
  if (known !== undefined) session.output.write(describeKnown(known));
  if (note !== undefined) session.output.write(`${note}\n`);
  if (provider.kind !== 'minikube-start') {
    const { makeFromModules } = await import('../providers/modules.ts');
    return makeFromModules(session);
  }
  const { startWithEngine } = await import('../providers/minikube-start.ts');
  const { provideClients } = await import('../programs/ensure.ts');
  await provideClients(session);
  return startWithEngine(session, provider.engine);
}

const describeKnown = ({ started, profile, driver }: Marker): string =>
  started
    ? `Brings back the Minikube that this tool made (${profile}, driver ${driver}).\n`
    : 'An earlier run was cut off before its Minikube was up; this one goes on.\n';

async function describeMade(
  settings: Settings,
  { known }: ClusterPlan,
  { provider, profile }: Marker,
): Promise<UpResult> {
  const { context, nodes = [] } = await probeContext(settings);
  const addresses = addressesOf(settings, profile, nodes);
  const made = known === undefined ? 'is up' : 'is back';
  const summary = `Minikube ${profile} ${made} (Kubernetes ${nodes[0]?.kubelet ?? 'unknown'}). ${describeAddresses(addresses)}`;
  return { provider, changed: true, context: context?.name ?? profile, addresses, summary };
}
