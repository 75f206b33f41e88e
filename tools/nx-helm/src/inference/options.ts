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
  readonly imageLoadTargetName?: string;
  readonly lintTargetName?: string;
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
  programsTarget: '',
  programsInputs: '',
  deployTag: 'deploy:helm',
  buildTargetName: 'build',
  buildDigestTargetName: 'build-digest',
  containerTargetName: 'container',
  imageLoadTargetName: 'image-load',
  lintTargetName: 'helm-lint',
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
