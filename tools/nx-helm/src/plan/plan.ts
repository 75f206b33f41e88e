import type { Change } from '../inputs/change.ts';
import type { ObjectDiff } from './manifest-diff.ts';

/** What a deploy of one release would do to the cluster as it was seen. */
export interface ReleasePlan {
  readonly release: string;
  readonly action: 'skip' | 'install' | 'upgrade';
  readonly reason: string;
  readonly explanation: string;
  /** The revision that is there, 0 for none. */
  readonly revision: number;
  /** Of the render that would be applied. */
  readonly fingerprint: string;
  /** What was seen of the release in the cluster. */
  readonly cluster: string;
  /** Inputs that differ from those recorded with the last rollout, where there is such a record. */
  readonly changes: readonly Change[];
  /** Live objects that differ from what the last rollout applied. */
  readonly drift: readonly string[];
  /** How the manifests change. */
  readonly objects: readonly ObjectDiff[];
  /** Workloads whose pods are replaced or made, as `Deployment/web`. */
  readonly restarts: readonly string[];
  /** Objects that are deleted, as `ConfigMap settings`. */
  readonly removed?: readonly string[];
  /** Why a deploy would do nothing of this, where it would not. */
  readonly refusal?: string;
}

export interface Plan {
  readonly version: 1;
  readonly context: string;
  readonly environment: string;
  readonly releases: readonly ReleasePlan[];
}
