import { posix } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import type { ChartFacts } from '../chart/chart-file.ts';
import { digestsFile } from '../chart/chart-lock.ts';
import type { RemoteChart } from '../chart/remote-chart.ts';
import type { DependsOn, Inputs, Options, Targets } from './options.ts';
import { environmentConfigurations, metadata, onProjects, optionalTargets } from './options.ts';
import { packageInputs, pluginSourceInputs, programInputs } from './plugin-packages.ts';
import type { DeclaredProject } from './project-files.ts';
import { linkedInputs } from './project-files.ts';

interface ChartTargetFacts {
  readonly workspaceRoot: string;
  readonly project: DeclaredProject;
  readonly chart: Pick<ChartFacts, 'directory' | 'isLibrary' | 'isLive'>;
  /** The chart of a repository that stands for one of the project's own. */
  readonly remote?: RemoteChart;
  /** It, or a library chart of it, takes something from a repository. */
  readonly isLocked: boolean;
  /** Folders of all library charts that the chart needs, also those of its libraries. */
  readonly libraryFolders: readonly string[];
  /** Values key to the project whose image it names. */
  readonly images: Readonly<Record<string, string>>;
  readonly environments: readonly string[];
  readonly options: Options;
}

/**
 * Which charts have a target: every one, each that is locked, is no library, is deployed, or is deployed
 * with the overlay of a development session.
 */
type Scope = 'chart' | 'locked' | 'application' | 'release' | 'live release';

interface TargetRow {
  readonly name: string;
  readonly scope: Scope;
  /** Of this plugin. */
  readonly executor: string;
  readonly description: string;
  readonly options: object;
  /** Without inputs a target is not cached: a cache cannot know what a cluster runs. */
  readonly inputs?: Inputs;
  readonly outputs?: readonly string[];
  readonly dependsOn?: DependsOn;
  readonly continuous?: true;
}

/** All targets that a chart brings. */
function rowsOf(facts: ChartTargetFacts): readonly TargetRow[] {
  const { options: names, images, project } = facts;
  const { environment, environmentsDirectory, programsDirectory, schemasDirectory } = names;
  const { namespace, contexts, imagePrefix } = names;
  const app = project.name;
  const programs = optionalTargets(names.programsTarget);
  const { clusterTarget, prepareTarget, prepareModule } = names;
  const before = optionalTargets(clusterTarget, prepareModule === '' ? prepareTarget : '');
  const withImages = (target: string): DependsOn => onProjects(target, Object.values(images));
  const chart = chartOptions(facts);
  const cluster = { namespace, programsDirectory, contexts };
  // prettier-ignore
  return [
    { scope: 'chart', name: names.lintTargetName, executor: 'helm-lint', options: chart,
      dependsOn: programs, inputs: chartInputs(facts), outputs: [],
      description: `Lints the chart of ${app}` },
    { scope: 'locked', name: names.lockTargetName, executor: 'helm-lock',
      options: { chart: facts.chart.directory, ...remoteOption(facts), programsDirectory },
      dependsOn: programs,
      description: `Locks what the chart of ${app} takes from repositories` },
    { scope: 'application', name: names.templateTargetName, executor: 'helm-template', options: chart,
      dependsOn: [...programs, ...withImages(names.containerTargetName)],
      inputs: [...chartInputs(facts), { dependentTasksOutputFiles: '**/reference' }],
      outputs: ['{workspaceRoot}/dist/charts/{projectName}', '{workspaceRoot}/dist/manifests/{projectName}'],
      description: `Renders the manifests of ${app} with the content tags of its images` },
    { scope: 'application', name: names.kubeconformTargetName, executor: 'kubeconform',
      options: { environment, environmentsDirectory, programsDirectory, schemasDirectory },
      dependsOn: [...programs, names.templateTargetName], outputs: [],
      inputs: [{ dependentTasksOutputFiles: 'dist/manifests/**/*' }, ...schemaInputs(facts), ...commonInputs(facts)],
      description: `Checks the rendered manifests of ${app} against the schemas of Kubernetes` },
    { scope: 'release', name: names.deployTargetName, executor: 'rollout',
      options: { step: 'helm-deploy', ...chart, contexts },
      dependsOn: [...withImages(names.containerTargetName), names.templateTargetName, `^${names.deployTargetName}`, ...before],
      description: `Takes the images of ${app} to the cluster, and installs or upgrades the release if its manifests changed; rolls back when it fails` },
    { scope: 'live release', name: names.liveTargetName, executor: 'live', options: { ...chart, contexts }, continuous: true,
      dependsOn: [...withImages(names.imageLoadTargetName), names.templateTargetName, ...before],
      description: `Syncs what is built into the running pods of ${app}, and proves that they hold what its image would` },
    { scope: 'live release', name: names.liveVerifyTargetName, executor: 'live', options: { ...chart, contexts, verify: true },
      dependsOn: [...withImages(names.containerTargetName), names.templateTargetName],
      description: `Builds the image of ${app}, and fails where the pods of its development session hold anything else` },
    { scope: 'release', name: names.diffTargetName, executor: 'helm-diff', options: { ...chart, contexts },
      dependsOn: [names.templateTargetName],
      description: `Shows what a deploy would change in the release ${app}` },
    { scope: 'release', name: names.rollbackTargetName, executor: 'helm-rollback', options: { ...cluster, imagePrefix },
      description: `Rolls the release ${app} back to an earlier revision, and keeps it there until its sources change` },
    { scope: 'release', name: names.logsTargetName, executor: 'logs', options: cluster, continuous: true,
      description: `Follows the logs of ${app}` },
    { scope: 'release', name: names.portForwardTargetName, executor: 'port-forward', options: cluster, continuous: true,
      description: `Makes ${app} reachable on a port of this machine, also over rollouts` },
    { scope: 'release', name: names.statusTargetName, executor: 'helm-status', options: cluster,
      description: `Shows the release ${app}: status, revision, image, pods` },
    { scope: 'release', name: names.testTargetName, executor: 'helm-test', options: cluster,
      description: `Runs the tests of the deployed release ${app}` },
    { scope: 'release', name: names.uninstallTargetName, executor: 'helm-uninstall', options: cluster,
      description: `Removes the release ${app} and keeps its volumes` },
  ];
}

export function chartTargets(facts: ChartTargetFacts): Targets {
  const { chart, project, options } = facts;
  const isRelease = !chart.isLibrary && project.tags.includes(options.deployTag);
  const scopes: Readonly<Record<Scope, boolean>> = {
    chart: true,
    locked: facts.isLocked,
    application: !chart.isLibrary,
    release: isRelease,
    'live release': isRelease && chart.isLive,
  };
  const rows = rowsOf(facts).filter(({ scope }) => scopes[scope]);
  return Object.fromEntries(rows.map((row) => [row.name, targetOf(row, facts)]));
}

function targetOf(row: TargetRow, facts: ChartTargetFacts): TargetConfiguration {
  const { name, executor, description, options, inputs, outputs, dependsOn, continuous } = row;
  const technologies = [
    executor === 'kubeconform' ? 'kubeconform' : 'helm',
    ...(row.scope.endsWith('release') ? ['kubernetes'] : []),
  ];
  return {
    executor: `@taskora/nx-helm:${executor}`,
    cache: inputs !== undefined,
    ...(dependsOn === undefined ? {} : { dependsOn }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(outputs === undefined ? {} : { outputs: [...outputs] }),
    ...(continuous === undefined ? {} : { continuous }),
    options: { ...options },
    // A lock is the same in every environment.
    ...(row.scope === 'locked'
      ? {}
      : { configurations: environmentConfigurations(facts.environments) }),
    metadata: metadata(description, technologies, facts.project.name, name),
  };
}

function chartInputs(facts: ChartTargetFacts): Inputs {
  const { chart, remote, libraryFolders, workspaceRoot } = facts;
  if (remote !== undefined) {
    const files = ['project.json', digestsFile, 'values.yaml', 'values-*.yaml'];
    return [
      ...files.map((file) => `{workspaceRoot}/${posix.join(chart.directory, file)}`),
      ...commonInputs(facts),
    ];
  }
  const folders = [chart.directory, ...libraryFolders];
  return [
    ...folders.map((folder) => `{workspaceRoot}/${folder}/**/*`),
    ...linkedInputs(workspaceRoot, folders),
    ...commonInputs(facts),
  ];
}

/** What decides each check besides the chart: also kubeconform asks the environment for its version. */
function commonInputs({ options, workspaceRoot }: ChartTargetFacts): Inputs {
  return [
    `{workspaceRoot}/${options.environmentsDirectory}/**/*.yaml`,
    ...linkedInputs(workspaceRoot, [options.environmentsDirectory]),
    ...programInputs(options.programsInputs),
    ...packageInputs(workspaceRoot, ['yaml']),
    ...pluginSourceInputs(workspaceRoot),
  ];
}

function chartOptions(facts: ChartTargetFacts) {
  const { options, chart, images } = facts;
  return {
    chart: chart.directory,
    ...remoteOption(facts),
    images: { ...images },
    imagePrefix: options.imagePrefix,
    namespace: options.namespace,
    environment: options.environment,
    environmentsDirectory: options.environmentsDirectory,
    programsDirectory: options.programsDirectory,
  };
}

function remoteOption({ remote }: ChartTargetFacts): { readonly remote?: RemoteChart } {
  return remote === undefined ? {} : { remote };
}

/** Schemas of the workspace that a project names for its custom resources; others are addresses. */
function schemaInputs({ options, project, workspaceRoot }: ChartTargetFacts): Inputs {
  const declared = project.targetOptions.get(options.kubeconformTargetName)?.['schemaLocations'];
  const locations = Array.isArray(declared) ? declared.map(String) : [];
  const folders = locations
    .filter((location) => location !== 'default' && !/^(?:https?:|\/)/.test(location))
    .map((location) => posix.normalize(location.split('{{')[0] ?? '').replace(/\/$/, ''));
  return [
    ...folders.map((folder) => `{workspaceRoot}/${folder}/**/*`),
    ...linkedInputs(workspaceRoot, folders),
  ];
}
