import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '@taskora/base/errors';
import type { ObjectDiff } from '../chart/manifest-diff.ts';
import type { ClusterState } from '../cluster/cluster-state.ts';
import type { ObjectDrift } from '../cluster/drift.ts';
import { titleOf } from '../cluster/kubernetes-object.ts';
import type { Change } from './record.ts';
import type { GoingBack } from './schema.ts';

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
  /** Revisions that would run on the schemas of databases after it; absent where no image declares one. */
  readonly goingBack?: GoingBack;
  /** What it makes worse although it is not refused. */
  readonly warnings?: readonly string[];
  /** Set where the environment leaves the release out: who does, and where that is written. */
  readonly leftOut?: string;
}

export interface Plan {
  readonly version: 1;
  readonly context: string;
  readonly environment: string;
  /** What a deploy of the environment needs besides, in one sentence; for people. */
  readonly protection?: string;
  readonly releases: readonly ReleasePlan[];
}

/** One plan of several environments, in the order in which they are deployed. */
export interface JointPlan {
  readonly version: 2;
  readonly environments: readonly Plan[];
}

/** What is saved for one environment or for several. */
export function savedPlan(plans: readonly Plan[]): Plan | JointPlan {
  const [only] = plans;
  return plans.length === 1 && only !== undefined ? only : { version: 2, environments: plans };
}

export function readPlan(file: string, project: string): readonly Plan[] {
  try {
    const saved: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isPlan(saved)) return [saved];
    if (isJointPlan(saved)) return saved.environments;
    throw new Error('it is not a plan of version 1 or 2');
  } catch (error) {
    throw new UserError(
      'NXHELM_PLAN_UNREADABLE',
      `the plan ${file} cannot be used: ${messageOf(error)}`,
      'npx nx run infra:plan --out <file>',
      { project, cause: error },
    );
  }
}

function isPlan(value: unknown): value is Plan {
  if (typeof value !== 'object' || value === null) return false;
  const { version, context, releases } = value as Partial<Record<keyof Plan, unknown>>;
  return version === 1 && typeof context === 'string' && Array.isArray(releases);
}

function isJointPlan(value: unknown): value is JointPlan {
  if (typeof value !== 'object' || value === null) return false;
  const { version, environments } = value as Partial<Record<keyof JointPlan, unknown>>;
  if (version !== 2 || !Array.isArray(environments)) return false;
  return environments.length > 0 && environments.every(isPlan);
}

/** What a deploy has to have in common with its plan. */
interface PlannedDeploy {
  readonly release: string;
  readonly context: string;
  readonly environment: string;
  readonly fingerprint: string;
}

/** The part of a plan that is for one release, if the plan is for what would be deployed now. */
export function plannedRelease(plans: readonly Plan[], request: PlannedDeploy): ReleasePlan {
  const { release } = request;
  const { context, environment, releases } = planOf(plans, request.environment);
  const planned = releases.find((each) => each.release === release);
  if (planned === undefined) throw refused(release, 'the plan does not contain it');
  if (context !== request.context || environment !== request.environment) {
    throw refused(
      release,
      `the plan is for ${environment} on ${context}, and this is ${request.environment} on ${request.context}`,
    );
  }
  if (planned.fingerprint !== request.fingerprint) {
    throw refused(release, 'the sources have changed since, and render to other manifests');
  }
  return planned;
}

function planOf(plans: readonly Plan[], environment: string): Plan {
  const found = plans.find((plan) => plan.environment === environment) ?? plans[0];
  return found ?? { version: 1, context: '', environment: '', releases: [] };
}

/** A plan in which a release is deployed that the environment leaves out by now does not apply any more. */
export function assertLeftOut(
  plans: readonly Plan[],
  { release, environment }: Pick<PlannedDeploy, 'release' | 'environment'>,
): void {
  const { releases } = planOf(plans, environment);
  const planned = releases.find((each) => each.release === release);
  if (planned !== undefined && planned.leftOut === undefined) {
    throw refused(release, 'the environment leaves the release out since');
  }
}

/** The cluster is as the plan saw it, or nothing may be done. */
export function assertUnmoved(
  planned: ReleasePlan,
  seen: Pick<ReleasePlan, 'cluster' | 'action'>,
): void {
  if (seen.cluster === planned.cluster && seen.action === planned.action) return;
  throw refused(
    planned.release,
    `the release or its objects have changed since: the plan was to ${planned.action} over revision ${planned.revision}`,
  );
}

function refused(release: string, what: string): UserError {
  return new UserError(
    'NXHELM_PLAN_STALE',
    `the plan is not applied, because ${what}`,
    'npx nx run infra:plan --out <file>, and read it',
    { project: release },
  );
}

const digits = 16;

/**
 * A hash of a release's state in the cluster, as a plan saw it: who made its last revision, and how
 * its objects differed from the render. Another hash means that the cluster has changed since.
 */
export function clusterToken(
  { releases }: ClusterState,
  release: string,
  drift: readonly ObjectDrift[],
): string {
  const latest = releases.get(release)?.at(-1);
  const seen = {
    revision: latest?.revision ?? 0,
    status: latest?.status ?? 'absent',
    fingerprint: latest?.labels['fingerprint'] ?? '',
    recorded: latest?.labels['revision'] ?? '',
    drift: drift.map((each) => [
      titleOf(each.object),
      each.kind === 'changed' ? [each.changed, each.added] : each.kind,
    ]),
  };
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex').slice(0, digits);
}
