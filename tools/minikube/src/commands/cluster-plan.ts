import type { Marker } from '../base/marker.ts';
import type { ContextProbe } from '../facts/context.ts';

/** How a Minikube comes to run; nothing has been changed when this is known. */
export type Provider =
  | { readonly kind: 'existing' }
  | { readonly kind: 'minikube-start'; readonly engine: 'docker' | 'podman' }
  | { readonly kind: 'modules' };

export interface ClusterPlan {
  readonly provider: Provider;
  readonly probe: ContextProbe;
  /** The cluster that is brought back or finished, where it is not a new one. */
  readonly known?: Marker;
  /** What a person should know about the choice. */
  readonly note?: string;
}
