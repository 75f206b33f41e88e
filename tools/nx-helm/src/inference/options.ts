import type { TargetConfiguration } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';

/** The plugin's options as they stand in nx.json; each has a default. */
export interface PluginOptions {
  readonly imagePrefix?: string;
  readonly namespace?: string;
  readonly contexts?: string;
  readonly environment?: string;
  readonly environmentsDirectory?: string;
  readonly programsDirectory?: string;
  readonly schemasDirectory?: string;
  readonly clusterTarget?: string;
  readonly prepareTarget?: string;
  /**
   * A module of the workspace, by its path, whose default export is called with where a release is about to be
   * deployed to, by a deploy or a development session. It does what `prepareTarget` does, in the process of these,
   * which then do not wait for that target.
   */
  readonly prepareModule?: string;
  readonly programsTarget?: string;
  /**
   * Files whose content decides which helm, kubeconform and schemas are used, such as a list of
   * pinned versions: paths or globs relative to the workspace, separated by commas. A change of one
   * lints, renders and checks all charts anew. Nx sees no file that git ignores.
   */
  readonly programsInputs?: string;
  readonly deployTag?: string;
  readonly buildTargetName?: string;
  readonly buildDigestTargetName?: string;
  readonly containerTargetName?: string;
  readonly sbomTargetName?: string;
  readonly imageLoadTargetName?: string;
  readonly lintTargetName?: string;
  readonly lockTargetName?: string;
  readonly templateTargetName?: string;
  readonly kubeconformTargetName?: string;
  readonly deployTargetName?: string;
  readonly diffTargetName?: string;
  readonly rollbackTargetName?: string;
  readonly logsTargetName?: string;
  readonly portForwardTargetName?: string;
  readonly statusTargetName?: string;
  readonly testTargetName?: string;
  readonly uninstallTargetName?: string;
  readonly liveTargetName?: string;
  readonly liveVerifyTargetName?: string;
}

export type Options = Required<PluginOptions>;

const defaults: Options = {
  imagePrefix: 'local',
  namespace: 'default',
  contexts: 'minikube',
  environment: 'minikube',
  environmentsDirectory: 'infra/environments',
  programsDirectory: '.nx-helm/bin',
  schemasDirectory: '.nx-helm/schemas',
  clusterTarget: '',
  prepareTarget: '',
  prepareModule: '',
  programsTarget: '',
  programsInputs: '',
  deployTag: 'deploy:helm',
  buildTargetName: 'build',
  buildDigestTargetName: 'build-digest',
  containerTargetName: 'container',
  sbomTargetName: 'sbom',
  imageLoadTargetName: 'image-load',
  lintTargetName: 'helm-lint',
  lockTargetName: 'helm-lock',
  templateTargetName: 'helm-template',
  kubeconformTargetName: 'kubeconform',
  deployTargetName: 'helm-deploy',
  diffTargetName: 'helm-diff',
  rollbackTargetName: 'helm-rollback',
  logsTargetName: 'logs',
  portForwardTargetName: 'port-forward',
  statusTargetName: 'helm-status',
  testTargetName: 'helm-test',
  uninstallTargetName: 'helm-uninstall',
  liveTargetName: 'live',
  liveVerifyTargetName: 'live-verify',
};

/** Fills in the defaults and refuses an unknown option, which is most likely a misspelt one. */
export function normaliseOptions(given: PluginOptions = {}): Options {
  for (const [name, value] of Object.entries(given)) {
    if (!(name in defaults) || typeof value !== 'string') {
      throw new UserError(
        'NXHELM_OPTION_UNKNOWN',
        `the plugin option ${name} is unknown or not a string`,
        `correct it in nx.json; the options are ${Object.keys(defaults).join(', ')}`,
      );
    }
  }
  return { ...defaults, ...given };
}

export type Targets = Record<string, TargetConfiguration>;
export type DependsOn = NonNullable<TargetConfiguration['dependsOn']>;
export type Inputs = NonNullable<TargetConfiguration['inputs']>;

/** The metadata of an inferred target that `nx show project` prints. */
export function metadata(
  description: string,
  technologies: readonly string[],
  projectName: string,
  targetName: string,
) {
  return {
    description,
    technologies: [...technologies],
    help: { command: `npx nx run ${projectName}:${targetName} --help`, example: {} },
  };
}

/** Optional `project:target` plugin options become a dependency only where they are set. */
export function optionalTargets(...targets: readonly string[]): string[] {
  return targets.filter((target) => target !== '');
}

export function onProjects(target: string, projects: readonly string[]): DependsOn {
  return projects.length === 0 ? [] : [{ projects: [...projects], target }];
}

/** One configuration for each environment: `nx run api:helm-deploy -c ci`. */
export function environmentConfigurations(environments: readonly string[]) {
  return Object.fromEntries(environments.map((environment) => [environment, { environment }]));
}
