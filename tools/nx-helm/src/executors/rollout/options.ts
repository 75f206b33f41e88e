import type { ExecutorContext } from '@nx/devkit';
import type { ReleaseOptions } from '../../chart/releases.ts';

type DryRunMode = 'client' | 'server';

/**
 * The dry-run mode of this run: by its own option, or by that of another task of the same run. Nx
 * starts the dependencies of a deploy without the deploy's options, and an image loaded or a
 * release rolled there would be a change all the same.
 */
export function dryRunMode(
  own: DryRunMode | undefined,
  { taskGraph }: Pick<ExecutorContext, 'taskGraph'>,
): DryRunMode | undefined {
  const asked = Object.values(taskGraph?.tasks ?? {}).map(({ overrides }) => modeOf(overrides));
  return own ?? asked.find((mode) => mode !== undefined);
}

/** Nx keeps the typed spelling: a dependent task may have another one of the same option. */
function modeOf(overrides: unknown): DryRunMode | undefined {
  const given = (overrides ?? {}) as Readonly<Record<string, unknown>>;
  const mode = given['dryRun'] ?? given['dry-run'];
  return mode === 'client' || mode === 'server' ? mode : undefined;
}

/** What inference gives to the target that takes an image to the cluster. */
export interface ImageLoadOptions {
  readonly programsDirectory: string;
  readonly contexts: string;
  readonly environment: string;
  readonly environmentsDirectory: string;
}

/** What inference gives to the target that installs or upgrades a release. */
export interface HelmDeployOptions extends ReleaseOptions {
  readonly dryRun?: DryRunMode;
}

export type RolloutOptions =
  | ({ readonly step: 'image-load' } & ImageLoadOptions)
  | ({ readonly step: 'helm-deploy' } & HelmDeployOptions);

export interface Delivery {
  readonly reference: string;
  readonly action: 'present' | 'loaded' | 'pushed';
  /** For people: the nodes, or the registry's host. */
  readonly place: string;
}
