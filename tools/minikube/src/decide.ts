import { hostFinding } from '../preflight/host.mjs';
import { UserError } from '@taskora/base/errors';
import { refuseFor } from './refuse-for.ts';
import type { Marker } from './marker.ts';

/** The profile of Minikube, which is also the one kube-context that is deployed to. */
export const PROFILE = 'minikube';

export interface ContextFact {
  readonly name: string;
  readonly isMinikube: boolean;
  /** Whether its API server lists a node that is ready. */
  readonly answers: boolean;
}

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
  if (context !== undefined && !context.isMinikube) {
    throw new UserError(
      'KUBE_CONTEXT_FOREIGN',
      `the current kube-context ${context.name} is not a Minikube, and nothing is deployed to others`,
      'kubectl config use-context minikube (or kubectl config unset current-context to let one be made)',
    );
  }
  if (context !== undefined && context.name !== PROFILE) {
    throw new UserError(
      'KUBE_CONTEXT_OTHER',
      `the current kube-context ${context.name} is a Minikube, but only the one named ${PROFILE} is deployed to`,
      `kubectl config use-context ${PROFILE} (or kubectl config unset current-context to let one be made)`,
    );
  }
  const ours = marker !== undefined;
  if (context?.answers === true && !(ours && isBroken(marker, supervised))) {
    return { kind: 'existing' };
  }
  return marker === undefined ? { kind: 'make' } : { kind: 'bring-back', marker };
}

/** An API server may answer although its kubelet is gone, or although its start was cut off. */
const isBroken = (marker: Marker, supervised: boolean): boolean =>
  !marker.started || (marker.provider === 'modules' && !supervised);

export type EngineName = 'docker' | 'podman';

export interface EngineFact {
  readonly name: EngineName;
  readonly usable: boolean;
  /** Why it is not usable, for people. */
  readonly reason: string;
}

export interface HostFacts {
  readonly debian: boolean;
  readonly system: string;
  readonly root: boolean;
}

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
  throw new UserError(
    'MINIKUBE_NOT_OURS',
    `there is a Minikube with driver ${facts.profileDriver} that this tool did not make, and it does not run`,
    'minikube start (or minikube delete, to let another be made)',
  );
}

export const noEngine = (engines: readonly EngineFact[]): UserError =>
  new UserError(
    'NO_CONTAINER_ENGINE',
    `Minikube is installed, but no container engine can run it (${engines.map((one) => `${one.name}: ${one.reason}`).join('; ')})`,
    'start Docker (docker info has to answer), then run this command again',
  );
