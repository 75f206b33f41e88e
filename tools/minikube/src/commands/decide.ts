import { hostFinding } from '../../preflight/host.mjs';
import type { UserError } from '@taskora/base/errors';
import { refusalFor, refuseFor } from '../base/refuse-for.ts';
import type { Marker } from '../base/marker.ts';
import type { ContextFact } from '../facts/context.ts';
import type { EngineFact, EngineName } from '../facts/engine.ts';
import type { HostFacts } from '../host/machine.ts';
import { PROFILE } from '../kubernetes/profile.ts';

export type FirstChoice =
  | { readonly kind: 'existing' }
  | { readonly kind: 'bring-back'; readonly marker: Marker }
  | { readonly kind: 'make' };

/** The first provider: a Minikube that runs, or the one that we made and whose processes are gone. */
export function decideFirst(facts: {
  readonly context?: ContextFact | undefined;
  readonly marker?: Marker | undefined;
  /** Whether what keeps our own cluster running is alive. */
  readonly supervised: boolean;
}): FirstChoice {
  const { context, marker, supervised } = facts;
  if (context !== undefined) checkContext(context);
  const ours = marker !== undefined;
  if (context?.answers === true && !(ours && isBroken(marker, supervised))) {
    return { kind: 'existing' };
  }
  return marker === undefined ? { kind: 'make' } : { kind: 'bring-back', marker };
}

function checkContext({ name, isMinikube }: ContextFact): void {
  const fix = `kubectl config use-context ${PROFILE} (or kubectl config unset current-context to let one be made)`;
  if (!isMinikube) {
    const what = `the current kube-context ${name} is not a Minikube, and this workspace deploys to no other cluster`;
    throw refusalFor({ code: 'KUBE_CONTEXT_FOREIGN', what, fix });
  }
  if (name === PROFILE) return;
  const what = `the current kube-context ${name} is a Minikube, and this workspace deploys only to the one named ${PROFILE}`;
  throw refusalFor({ code: 'KUBE_CONTEXT_OTHER', what, fix });
}

/** An API server may answer although its kubelet is gone, or although its start was cut off. */
const isBroken = (marker: Marker, supervised: boolean): boolean =>
  !marker.started || (marker.provider === 'modules' && !supervised);

export interface MakeFacts extends HostFacts {
  /** A minikube on the path that is not our own build. */
  readonly minikubeInstalled: boolean;
  readonly engines: readonly EngineFact[];
  /** The driver of a Minikube profile that somebody else made and that does not run. */
  readonly profileDriver?: string | undefined;
}

export type SecondChoice =
  { readonly kind: 'minikube-start'; readonly engine: EngineName } | { readonly kind: 'modules' };

/** minikube-start or modules, when no Minikube is there to be used. */
export function decideMake(facts: MakeFacts): SecondChoice {
  const engine = facts.minikubeInstalled ? usableEngine(facts) : undefined;
  if (engine !== undefined) return { kind: 'minikube-start', engine };
  if (facts.minikubeInstalled && !(facts.debian && facts.root)) throw noEngine(facts.engines);
  checkHost(facts);
  return checkProfile(facts, { kind: 'modules' });
}

/** Refuses a machine on which no cluster can be made, or brought back, from Go modules. */
export function checkHost(host: HostFacts): void {
  refuseFor(hostFinding(host));
}

function usableEngine({ engines, profileDriver }: MakeFacts): EngineName | undefined {
  const usable = engines.filter((one) => one.usable).map((one) => one.name);
  if (profileDriver === undefined) return usable[0];
  // A profile keeps the driver that it was made with.
  return usable.find((name) => name === profileDriver);
}

function checkProfile(facts: MakeFacts, choice: SecondChoice): SecondChoice {
  if (facts.profileDriver === undefined) return choice;
  throw refusalFor({
    code: 'MINIKUBE_NOT_OURS',
    what: `the Minikube ${PROFILE} (driver ${facts.profileDriver}) does not run, and this tool did not make it`,
    fix: 'minikube start (or minikube delete, to let this tool make another)',
  });
}

export function noEngine(engines: readonly EngineFact[]): UserError {
  const reasons = engines.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  return refusalFor({
    code: 'NO_CONTAINER_ENGINE',
    what: `Minikube is installed, but no container engine can run it (${reasons})`,
    fix: 'start Docker (docker info has to answer)',
  });
}
