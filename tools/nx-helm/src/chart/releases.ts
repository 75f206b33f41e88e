import type { ProjectConfiguration } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { stepOf } from '../base/rollout-step.ts';
import type { ClusterOptions } from '../cluster/connect.ts';
import type { RemoteChart } from './remote-chart.ts';

/** What inference hands to every executor that works with a chart. */
export interface ChartOptions {
  /** The chart's folder, relative to the workspace; of a remote chart, that of its project. */
  readonly chart: string;
  /** The chart of a repository that the project names instead of one of its own. */
  readonly remote?: RemoteChart;
  /** Values key to the project whose image it names. */
  readonly images?: Readonly<Record<string, string>>;
  readonly imagePrefix?: string;
  readonly namespace: string;
  readonly environment: string;
  readonly environmentsDirectory: string;
  readonly programsDirectory: string;
}

/** What inference gives to a deploy target, and a person may change in project.json. */
export interface ReleaseOptions extends ChartOptions, ClusterOptions {
  readonly force?: boolean;
  readonly timeoutSeconds?: number;
  /** A file with a saved plan, relative to the workspace. */
  readonly plan?: string;
  /** The environment that the release may be taken out of. */
  readonly fromEnvironment?: string;
  readonly allowRemoval?: boolean;
  readonly isSchemaRestored?: boolean;
}

/** A project that is deployed, as its deploy target describes it. */
export interface DeployedRelease {
  readonly project: string;
  readonly deployTarget: string;
  readonly options: ReleaseOptions;
}

/**
 * Every project that has a deploy target, sorted by name, so that two runs print alike. An
 * environment that no project knows is most likely a misspelt one and is refused; a project without
 * it keeps its own default, as Nx does with a configuration that a target lacks.
 */
export function releasesOf(
  projects: Readonly<Record<string, ProjectConfiguration>>,
  environment?: string,
): DeployedRelease[] {
  const releases = Object.entries(projects)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([project, { targets = {} }]) =>
      Object.entries(targets)
        .filter(([, target]) => stepOf(target) === 'helm-deploy')
        .map(([deployTarget, { options, configurations }]) => ({
          project,
          deployTarget,
          known: Object.keys(configurations ?? {}),
          options: {
            ...(options as ReleaseOptions),
            ...(environment === undefined
              ? {}
              : (configurations?.[environment] as Partial<ReleaseOptions> | undefined)),
          },
        })),
    );
  const known = new Set(releases.flatMap((release) => release.known));
  if (environment !== undefined && releases.length > 0 && !known.has(environment)) {
    throw new UserError(
      'NXHELM_ENVIRONMENT_UNKNOWN',
      `no release has the environment "${environment}"; there are ${[...known].toSorted().join(', ')}`,
      `npx nx show project ${releases[0]?.project ?? ''}`,
    );
  }
  return releases.map(({ project, deployTarget, options }) => ({ project, deployTarget, options }));
}
