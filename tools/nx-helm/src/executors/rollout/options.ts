import type { DryRunMode } from '../dry-run-mode.ts';
import type { ReleaseOptions } from '../../helm/releases.ts';

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
