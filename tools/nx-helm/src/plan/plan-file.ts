import { readFileSync } from 'node:fs';
import { NxHelmError, messageOf } from '../errors.ts';
import type { DeployRequest } from '../helm/deploy-request.ts';
import type { Plan, ReleasePlan } from './plan.ts';

export function readPlan(file: string, project: string): Plan {
  try {
    const plan: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isPlan(plan)) return plan;
    throw new Error('it is no plan of version 1');
  } catch (error) {
    throw new NxHelmError({
      code: 'NXHELM_PLAN_UNREADABLE',
      project,
      what: `the plan ${file} cannot be used: ${messageOf(error)}`,
      command: 'make one with the plan target and --out <file>',
      cause: error,
    });
  }
}

function isPlan(value: unknown): value is Plan {
  if (typeof value !== 'object' || value === null) return false;
  const { version, context, releases } = value as Partial<Record<keyof Plan, unknown>>;
  return version === 1 && typeof context === 'string' && Array.isArray(releases);
}

/** The part of a plan that is for one release, if the plan is for what would be deployed now. */
export function plannedRelease(
  { context, environment, releases }: Plan,
  request: DeployRequest,
): ReleasePlan {
  const { release } = request;
  const planned = releases.find((each) => each.release === release);
  if (planned === undefined) throw refused(release, 'it has no part in the plan');
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

/** The cluster is as the plan saw it, or nothing may be done. */
export function assertUnmoved(
  planned: ReleasePlan,
  seen: Pick<ReleasePlan, 'cluster' | 'action'>,
): void {
  if (seen.cluster === planned.cluster && seen.action === planned.action) return;
  throw refused(
    planned.release,
    `the cluster has moved: planned was to ${planned.action} over revision ${planned.revision}, and the release or its objects are others now`,
  );
}

function refused(release: string, what: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_PLAN_STALE',
    project: release,
    what: `the plan is not applied, because ${what}`,
    command: 'make and read a new plan',
  });
}
