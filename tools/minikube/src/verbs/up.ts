import { addressesOf, type Addresses } from '../addresses.ts';
import { decideFirst, type FirstChoice } from '../decide.ts';
import { probeContext, unitsAreSupervised, type ContextProbe } from '../facts/context.ts';
import { liveHolder, refuse } from '../lock.ts';
import { readMarker, type Marker } from '../marker.ts';
import type { Output } from '../progress.ts';
import type { Session } from '../session.ts';
import { lockFile, type Settings } from '../settings.ts';

export interface UpResult {
  readonly way: 'running' | 'engine' | 'modules';
  readonly changed: boolean;
  readonly context: string;
  readonly addresses: Addresses;
  readonly summary: string;
}

/** Sees to it that a Minikube runs, by the first of the three ways that this machine has. */
export async function clusterUp(settings: Settings, output: Output): Promise<UpResult> {
  const holder = liveHolder(lockFile(settings));
  // A cluster that is half up may already answer.
  if (holder?.command.startsWith('cluster-') === true) refuse(holder);
  const probe = await probeContext(settings);
  const choice = firstChoice(settings, probe);
  if (choice.kind === 'running') return describeRunning(settings, probe);
  const { withSession } = await import('../session.ts');
  const marker = await withSession('cluster-up', settings, output, (session) =>
    make(choice, session),
  );
  return describeMade(settings, choice, marker);
}

function firstChoice(settings: Settings, probe: ContextProbe): FirstChoice {
  const marker = readMarker(settings);
  const supervised = marker?.way !== 'modules' || unitsAreSupervised(settings);
  return decideFirst({ context: probe.fact, marker, supervised });
}

function describeRunning(settings: Settings, { context, nodes = [] }: ContextProbe): UpResult {
  const name = context?.name ?? '';
  const addresses = addressesOf(settings, name, nodes);
  const kubelet = nodes[0]?.kubelet ?? '';
  const summary = `The first way: the Minikube ${name} runs (Kubernetes ${kubelet}). Web ${addresses.web}, chatbot ${addresses.chatbot}.`;
  return { way: 'running', changed: false, context: name, addresses, summary };
}

async function make(choice: FirstChoice, session: Session): Promise<Marker> {
  if (choice.kind === 'bring-back') {
    const { marker } = choice;
    session.output.write(
      marker.started
        ? `The first way: the Minikube that this tool made (${marker.profile}, driver ${marker.driver}) is brought back.\n`
        : 'An earlier run was cut off before its Minikube was up; this one goes on.\n',
    );
    if (marker.way === 'modules') return fromModules(session);
    return withEngine(session, marker.driver === 'podman' ? 'podman' : 'docker');
  }
  const { chooseWay } = await import('./choose.ts');
  const second = await chooseWay(session);
  return second.kind === 'engine' ? withEngine(session, second.engine) : fromModules(session);
}

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
  choice: FirstChoice,
  { way, profile }: Marker,
): Promise<UpResult> {
  const { context, nodes = [] } = await probeContext(settings);
  const addresses = addressesOf(settings, profile, nodes);
  const made = choice.kind === 'bring-back' ? 'is back' : 'is up';
  const summary = `Minikube ${profile} ${made} (Kubernetes ${nodes[0]?.kubelet ?? 'unknown'}). Web ${addresses.web}, chatbot ${addresses.chatbot}.`;
  return { way, changed: true, context: context?.name ?? profile, addresses, summary };
}
