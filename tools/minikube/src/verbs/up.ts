import { addressesOf, type Addresses } from '../addresses.ts';
import { probeContext, type ContextProbe } from '../facts/context.ts';
import type { Marker } from '../marker.ts';
import type { Output } from '../progress.ts';
import type { Session } from '../session.ts';
import type { Settings } from '../settings.ts';
import { lookAhead, type Ask, type Outlook } from './look-ahead.ts';

export interface UpResult {
  readonly way: 'running' | 'engine' | 'modules';
  readonly changed: boolean;
  readonly context: string;
  readonly addresses: Addresses;
  readonly summary: string;
}

/** Sees to it that a Minikube runs, by the first of the three ways that this machine has. */
export async function clusterUp(settings: Settings, output: Output, ask?: Ask): Promise<UpResult> {
  const outlook = await lookAhead(settings, ask);
  if (outlook.way.kind === 'running') {
    await linkClients(settings, output);
    return describeRunning(settings, outlook.probe);
  }
  const { withSession } = await import('../session.ts');
  const marker = await withSession('cluster-up', settings, output, (session) =>
    make(outlook, session),
  );
  return describeMade(settings, outlook, marker);
}

/** A Minikube that was here already did not bring the programs that the workspace calls it by. */
async function linkClients(settings: Settings, output: Output): Promise<void> {
  const { allLinked, CLIENTS } = await import('../programs/tools.ts');
  if (allLinked(CLIENTS, settings)) return;
  const { ensurePrograms } = await import('./programs.ts');
  await ensurePrograms(settings, output, CLIENTS);
}

function describeRunning(settings: Settings, { context, nodes = [] }: ContextProbe): UpResult {
  const name = context?.name ?? '';
  const addresses = addressesOf(settings, name, nodes);
  const kubelet = nodes[0]?.kubelet ?? '';
  const summary = `The first way: the Minikube ${name} runs (Kubernetes ${kubelet}). Web ${addresses.web}, chatbot ${addresses.chatbot}.`;
  return { way: 'running', changed: false, context: name, addresses, summary };
}

async function make({ way, known, note }: Outlook, session: Session): Promise<Marker> {
  if (known !== undefined) session.output.write(describeKnown(known));
  if (note !== undefined) session.output.write(`${note}\n`);
  if (way.kind === 'engine') return withEngine(session, way.engine);
  return fromModules(session);
}

const describeKnown = ({ started, profile, driver }: Marker): string =>
  started
    ? `The first way: the Minikube that this tool made (${profile}, driver ${driver}) is brought back.\n`
    : 'An earlier run was cut off before its Minikube was up; this one goes on.\n';

async function fromModules(session: Session): Promise<Marker> {
  const { makeFromModules } = await import('../ways/modules.ts');
  return makeFromModules(session);
}

async function withEngine(session: Session, engine: 'docker' | 'podman'): Promise<Marker> {
  const { makeWithEngine } = await import('../ways/engine.ts');
  const { provideClients } = await import('./programs.ts');
  await provideClients(session);
  return makeWithEngine(session, engine);
}

async function describeMade(
  settings: Settings,
  { known }: Outlook,
  { way, profile }: Marker,
): Promise<UpResult> {
  const { context, nodes = [] } = await probeContext(settings);
  const addresses = addressesOf(settings, profile, nodes);
  const made = known === undefined ? 'is up' : 'is back';
  const summary = `Minikube ${profile} ${made} (Kubernetes ${nodes[0]?.kubelet ?? 'unknown'}). Web ${addresses.web}, chatbot ${addresses.chatbot}.`;
  return { way, changed: true, context: context?.name ?? profile, addresses, summary };
}
