import type { TargetConfiguration } from '@nx/devkit';
import { posix } from 'node:path';
import type { ChartFacts } from './chart-file.ts';
import { linkedInputs } from './linked-files.ts';
import type { Options } from './options.ts';
import { packageInputs } from './plugin-packages.ts';
import { pluginSourceInputs } from './plugin-source.ts';
import { programInputs } from './program-inputs.ts';
import type { DeclaredProject } from './project-files.ts';
import { releaseTargets } from './release-targets.ts';
import type { Inputs, Targets } from './target-parts.ts';
import {
  environmentConfigurations,
  metadata,
  onProjects,
  optionalTargets,
} from './target-parts.ts';

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
