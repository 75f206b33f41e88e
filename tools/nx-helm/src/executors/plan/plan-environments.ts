import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { kubeconfigFiles } from '../../base/settings.ts';
import type { LeftOutRelease } from '../../chart/environment-releases.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import { contextAmongSeveral } from '../../cluster/kube-context.ts';
import type { Plan } from '../../release/plan-file.ts';
import type { ReleasesAsked } from '../report.ts';
import { environmentOf, releasesAsked } from '../report.ts';
import { assertClusters } from '../assert-clusters.ts';
import { planEnvironment } from './plan-environment.ts';

interface PlannedEnvironments {
  readonly plans: readonly Plan[];
  readonly failures: readonly UserError[];
}

/** The environments of a run, such as `-c staging,prod`, in their order; of each what it deploys. */
export function environmentsAsked(
  own: string | undefined,
  context: ExecutorContext,
  project: string,
): readonly ReleasesAsked[] {
  const asked = environmentOf(own, context);
  const names = asked?.split(',').map((name) => name.trim()) ?? [];
  if (names.length < 2) return [releasesAsked(asked, context, project)];
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw namedTwice(twice, project);
  return names.map((name) => amongSeveral(releasesAsked(name, context, project, name)));
}

function namedTwice(name: string, project: string): UserError {
  return new UserError(
    'NXHELM_ENVIRONMENT_UNKNOWN',
    `the environment "${name}" was asked for twice, so nothing was run`,
    'name each environment once, as -c staging,prod',
    { project },
  );
}

/** Only one environment is in the current context; the others are found by their clusters. */
export function amongSeveral({ releases, leftOut, ...asked }: ReleasesAsked): ReleasesAsked {
  const placed = <Release extends DeployedRelease>({ options, ...release }: Release) => ({
    ...release,
    options: {
      ...options,
      context: contextAmongSeveral(options, kubeconfigFiles(), release.project),
    },
  });
  return {
    ...asked,
    releases: releases.map((release) => placed<DeployedRelease>(release)),
    leftOut: leftOut.map((release) => placed<LeftOutRelease>(release) as LeftOutRelease),
  };
}

/** One plan of all that were asked for. Every cluster is known to be the right one before the first is read. */
export async function planEnvironments(
  own: string | undefined,
  context: ExecutorContext,
  project: string,
): Promise<PlannedEnvironments> {
  const environments = environmentsAsked(own, context, project);
  for (const { releases } of environments) await assertClusters(context.root, releases);
  const plans: Plan[] = [];
  const failures: UserError[] = [];
  // One after the other: the renders of all environments lie in one folder.
  for (const environment of environments) {
    const { plan, failures: own } = await planEnvironment(context, environment);
    if (plan !== undefined) plans.push(plan);
    failures.push(...own);
  }
  return { plans, failures };
}
