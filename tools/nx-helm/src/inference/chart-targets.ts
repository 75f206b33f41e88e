import { posix } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { rolloutExecutor } from '../base/rollout-step.ts';
import type { ChartFacts } from '../chart/chart-file.ts';
import { linkedInputs } from './linked-files.ts';
import type { Options } from './options.ts';
import { packageInputs, pluginSourceInputs, programInputs } from './plugin-packages.ts';
import type { DeclaredProject } from './project-files.ts';
import type { Inputs, Targets } from './target-parts.ts';
import {
  environmentConfigurations,
  metadata,
  onProjects,
  optionalTargets,
} from './target-parts.ts';

/** A target that asks or changes one release in the cluster and needs nothing built. */
export function clusterTarget(
  facts: ChartTargetFacts,
  executor: string,
  targetName: string,
  description: string,
): TargetConfiguration {
  const { project, options } = facts;
  const { namespace, programsDirectory, contexts } = options;
  return {
    executor: `@taskora/nx-helm:${executor}`,
    cache: false,
    options: { namespace, programsDirectory, contexts },
    configurations: environmentConfigurations(facts.environments),
    metadata: metadata(description, ['helm', 'kubernetes'], project.name, targetName),
  };
}

/** What reads a release or undoes a rollout: never cached, since a cluster answers for itself. */
export function operateTargets(facts: ChartTargetFacts): Targets {
  const { options, project } = facts;
  const { diffTargetName, rollbackTargetName, logsTargetName, portForwardTargetName } = options;
  return {
    [diffTargetName]: diffTarget(facts),
    [rollbackTargetName]: rollbackTarget(facts),
    [logsTargetName]: {
      ...clusterTarget(facts, 'logs', logsTargetName, `Follows the logs of ${project.name}`),
      continuous: true,
    },
    [portForwardTargetName]: {
      ...clusterTarget(
        facts,
        'port-forward',
        portForwardTargetName,
        `Makes ${project.name} reachable on a port of this machine, also over rollouts`,
      ),
      continuous: true,
    },
  };
}

/** Shows what a deploy would apply, so it needs the same render, and no image on any node. */
function diffTarget(facts: ChartTargetFacts): TargetConfiguration {
  const { options, project } = facts;
  return {
    ...clusterTarget(
      facts,
      'helm-diff',
      options.diffTargetName,
      `Shows what a deploy would change in the release ${project.name}`,
    ),
    dependsOn: [options.templateTargetName],
    options: { ...chartOptions(facts), contexts: options.contexts },
  };
}

function rollbackTarget(facts: ChartTargetFacts): TargetConfiguration {
  const { options, project } = facts;
  const target = clusterTarget(
    facts,
    'helm-rollback',
    options.rollbackTargetName,
    `Takes the release ${project.name} back to an earlier revision, and keeps it there until its sources change`,
  );
  return { ...target, options: { ...target.options, imagePrefix: options.imagePrefix } };
}

/** The targets that touch a cluster; none is cached, because a cache cannot know what a cluster runs. */
export function releaseTargets(facts: ChartTargetFacts): Targets {
  const { options } = facts;
  return {
    [options.deployTargetName]: deployTarget(facts),
    ...operateTargets(facts),
    [options.statusTargetName]: clusterTarget(
      facts,
      'helm-status',
      options.statusTargetName,
      `Shows the release ${facts.project.name}: status, revision, image, pods`,
    ),
    [options.testTargetName]: clusterTarget(
      facts,
      'helm-test',
      options.testTargetName,
      `Runs the tests of the deployed release ${facts.project.name}`,
    ),
    [options.uninstallTargetName]: clusterTarget(
      facts,
      'helm-uninstall',
      options.uninstallTargetName,
      `Removes the release ${facts.project.name} and keeps its volumes`,
    ),
  };
}

function deployTarget(facts: ChartTargetFacts): TargetConfiguration {
  const { options, images, project } = facts;
  return {
    executor: rolloutExecutor,
    cache: false,
    dependsOn: [
      ...onProjects(options.imageLoadTargetName, Object.values(images)),
      options.templateTargetName,
      `^${options.deployTargetName}`,
      ...optionalTargets(options.clusterTarget, options.prepareTarget),
    ],
    options: { step: 'helm-deploy', ...chartOptions(facts), contexts: options.contexts },
    configurations: environmentConfigurations(facts.environments),
    metadata: metadata(
      `Installs or upgrades the release ${project.name}, if its manifests changed; rolls back when it fails`,
      ['helm', 'kubernetes'],
      project.name,
      options.deployTargetName,
    ),
  };
}

export interface ChartTargetFacts {
  readonly workspaceRoot: string;
  readonly project: DeclaredProject;
  readonly chart: ChartFacts;
  /** Folders of all library charts that the chart needs, also those of its libraries. */
  readonly libraryFolders: readonly string[];
  /** Values key to the project whose image it names. */
  readonly images: Readonly<Record<string, string>>;
  readonly environments: readonly string[];
  readonly options: Options;
}

export function chartTargets(facts: ChartTargetFacts): Targets {
  const { options, chart, project } = facts;
  const lint = { [options.lintTargetName]: lintTarget(facts) };
  if (chart.isLibrary) return lint;
  const checks = {
    ...lint,
    [options.templateTargetName]: templateTarget(facts),
    [options.kubeconformTargetName]: kubeconformTarget(facts),
  };
  return project.tags.includes(options.deployTag)
    ? { ...checks, ...releaseTargets(facts) }
    : checks;
}

function chartInputs(facts: ChartTargetFacts): Inputs {
  const { chart, libraryFolders, workspaceRoot } = facts;
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

export function chartOptions(facts: ChartTargetFacts) {
  const { options, chart, images } = facts;
  return {
    chart: chart.directory,
    images: { ...images },
    imagePrefix: options.imagePrefix,
    namespace: options.namespace,
    environment: options.environment,
    environmentsDirectory: options.environmentsDirectory,
    programsDirectory: options.programsDirectory,
  };
}

function lintTarget(facts: ChartTargetFacts): TargetConfiguration {
  const { options, project } = facts;
  return {
    executor: '@taskora/nx-helm:helm-lint',
    cache: true,
    dependsOn: optionalTargets(options.programsTarget),
    inputs: chartInputs(facts),
    outputs: [],
    options: chartOptions(facts),
    configurations: environmentConfigurations(facts.environments),
    metadata: metadata(
      `Lints the chart of ${project.name}`,
      ['helm'],
      project.name,
      options.lintTargetName,
    ),
  };
}

function templateTarget(facts: ChartTargetFacts): TargetConfiguration {
  const { options, project, images } = facts;
  return {
    executor: '@taskora/nx-helm:helm-template',
    cache: true,
    dependsOn: [
      ...optionalTargets(options.programsTarget),
      ...onProjects(options.containerTargetName, Object.values(images)),
    ],
    inputs: [...chartInputs(facts), { dependentTasksOutputFiles: '**/reference' }],
    outputs: [
      '{workspaceRoot}/dist/charts/{projectName}',
      '{workspaceRoot}/dist/manifests/{projectName}',
    ],
    options: chartOptions(facts),
    configurations: environmentConfigurations(facts.environments),
    metadata: metadata(
      `Renders the manifests of ${project.name} with the content tags of its images`,
      ['helm'],
      project.name,
      options.templateTargetName,
    ),
  };
}

function kubeconformTarget(facts: ChartTargetFacts): TargetConfiguration {
  const { options, project } = facts;
  const { environment, environmentsDirectory, programsDirectory, schemasDirectory } = options;
  return {
    executor: '@taskora/nx-helm:kubeconform',
    cache: true,
    dependsOn: [...optionalTargets(options.programsTarget), options.templateTargetName],
    inputs: [
      { dependentTasksOutputFiles: 'dist/manifests/**/*' },
      ...schemaInputs(facts),
      ...commonInputs(facts),
    ],
    outputs: [],
    options: { environment, environmentsDirectory, programsDirectory, schemasDirectory },
    configurations: environmentConfigurations(facts.environments),
    metadata: metadata(
      `Checks the rendered manifests of ${project.name} against the schemas of Kubernetes`,
      ['kubeconform'],
      project.name,
      options.kubeconformTargetName,
    ),
  };
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
