import { posix } from 'node:path';
import type { TargetConfiguration } from '@nx/devkit';
import { rolloutExecutor } from '../base/rollout-step.ts';
import { builderVariables, engineSettingsCommand } from '../image/builder-variables.ts';
import { declaredContainerInputs } from './container-source.ts';
import type { Inputs, Options, Targets } from './options.ts';
import { environmentConfigurations, metadata, onProjects, optionalTargets } from './options.ts';
import { packageInputs, pluginSourceInputs } from './plugin-packages.ts';
import type { DeclaredProject } from './project-files.ts';
import { linkedInputs } from './project-files.ts';

const nextOutputExecutor = '@taskora/nx-helm:next-output';

/**
 * Fills in what a project leaves out of a target that it declares for Next's output. A project's own
 * list of inputs replaces this one, unless it has `"..."` where these should stand.
 */
function nextOutputTarget({ project, options, workspaceRoot }: ImageFacts): Targets {
  const { buildTargetName, buildDigestTargetName } = options;
  if (project.targets.get(buildDigestTargetName) !== nextOutputExecutor) return {};
  return {
    [buildDigestTargetName]: {
      executor: nextOutputExecutor,
      cache: true,
      dependsOn: [buildTargetName],
      inputs: [
        { dependentTasksOutputFiles: '**/*' },
        '{projectRoot}/public/**/*',
        ...packageInputs(workspaceRoot, []),
        ...pluginSourceInputs(workspaceRoot),
      ],
      outputs: [
        '{workspaceRoot}/dist/{projectRoot}',
        '{workspaceRoot}/dist/{projectRoot}.digest.json',
      ],
      metadata: metadata(
        `Makes the Next output of ${project.name} reproducible: equal wherever it was built`,
        ['next'],
        project.name,
        buildDigestTargetName,
      ),
    },
  };
}

/**
 * Prints the processor's architecture in a few milliseconds, where starting Node would take longer
 * than all else that decides about a cached image; the second half is for Windows.
 */
const architectureCommand = 'uname -m || echo %PROCESSOR_ARCHITECTURE%';

/**
 * Prints the sums of all files `.env` and the like in a build's context. They are most likely ignored by
 * git and so no files to Nx, but `COPY . /app` takes them into the image.
 */
function dotenvCommand(folder: string): string {
  const place = `'${(folder === '' ? '.' : folder).replaceAll("'", `'\\''`)}'`;
  const pruned = ['node_modules', '.git', '.nx'].map((name) => `-name ${name}`).join(' -o ');
  return `find ${place} \\( ${pruned} \\) -prune -o -type f -name '.env*' -exec cksum {} + || echo none`;
}

interface ImageFacts {
  readonly workspaceRoot: string;
  readonly project: DeclaredProject;
  /** Projects whose images the Dockerfile builds on. */
  readonly bases: readonly string[];
  /** Whether a chart uses the image, so that it has to be on the cluster's nodes. */
  readonly isLoaded: boolean;
  readonly environments: readonly string[];
  readonly options: Options;
}

export function imageTargets(facts: ImageFacts): Targets {
  const { options, isLoaded } = facts;
  const container = { [options.containerTargetName]: containerTarget(facts) };
  const load = isLoaded ? { [options.imageLoadTargetName]: imageLoadTarget(facts) } : {};
  const sbom = { [options.sbomTargetName]: sbomTarget(facts) };
  return { ...nextOutputTarget(facts), ...container, ...sbom, ...load };
}

/** Made from the image alone, so its hash is that of the image. */
function sbomTarget({ project, options, workspaceRoot }: ImageFacts): TargetConfiguration {
  return {
    executor: '@taskora/nx-helm:sbom',
    cache: true,
    dependsOn: [options.containerTargetName],
    inputs: [
      { dependentTasksOutputFiles: '**/reference' },
      { dependentTasksOutputFiles: '**/layer-digests' },
      ...packageInputs(workspaceRoot, ['tar-stream']),
      ...pluginSourceInputs(workspaceRoot),
    ],
    outputs: ['{workspaceRoot}/dist/sboms/{projectName}.cdx.json'],
    metadata: metadata(
      `Writes the bill of materials of the image of ${project.name}, in the JSON of CycloneDX`,
      ['cyclonedx'],
      project.name,
      options.sbomTargetName,
    ),
  };
}

function containerTarget(facts: ImageFacts): TargetConfiguration {
  const { options, project, bases, workspaceRoot } = facts;
  const { buildTargetName, buildDigestTargetName, containerTargetName } = options;
  return {
    executor: '@taskora/nx-helm:container',
    cache: true,
    dependsOn: [buildTargetName, buildDigestTargetName, ...onProjects(containerTargetName, bases)],
    inputs: [
      ...contextInputs(facts),
      ...declaredContainerInputs(workspaceRoot, project, containerTargetName),
      { dependentTasksOutputFiles: '**/reference' },
      // Layers of a base image are kept by the base alone, so they have to be the ones this image names.
      { dependentTasksOutputFiles: '**/layer-digests' },
      { runtime: architectureCommand },
      { runtime: engineSettingsCommand },
      ...builderVariables.filter(({ isInput }) => isInput).map(({ name }) => ({ env: name })),
      ...packageInputs(workspaceRoot, [
        '@balena/dockerignore',
        '@nx-tools/nx-container',
        'dockerfile-ast',
        'tar-stream',
      ]),
      ...pluginSourceInputs(workspaceRoot),
    ],
    outputs: ['{workspaceRoot}/dist/images/{projectName}'],
    options: { imagePrefix: options.imagePrefix, bases: [...bases] },
    metadata: metadata(
      `Makes the image ${options.imagePrefix}/${project.name} under its content id, without an engine where its Dockerfile allows that`,
      ['docker', 'podman'],
      project.name,
      containerTargetName,
    ),
  };
}

/**
 * A built project's image sees its output only; without a build the project's folder is the context.
 * A build that names a `.digest.json` among its outputs sums them up in it, and Nx need not read
 * them all in each run.
 */
function contextInputs({ project, options, workspaceRoot }: ImageFacts): Inputs {
  const files = ['Dockerfile', 'Dockerfile.dockerignore', '.dockerignore'];
  // A link in the context is copied as a link; the recipe itself is read through one.
  const linked = linkedInputs(
    workspaceRoot,
    files.map((file) => posix.join(project.root, file)),
  );
  const recipe = [...files.map((file) => `{projectRoot}/${file}`), ...linked];
  if (project.targets.has(options.buildDigestTargetName)) {
    return [...recipe, { dependentTasksOutputFiles: '**/*.digest.json' }];
  }
  if (project.targets.has(options.buildTargetName)) {
    const isSummedUp = project.digestTargets.has(options.buildTargetName);
    const outputs = isSummedUp ? 'dist/**/*.digest.json' : 'dist/**/*';
    return [...recipe, { dependentTasksOutputFiles: outputs }];
  }
  return [
    ...linked,
    '{projectRoot}/**/*',
    '!{projectRoot}/chart/**/*',
    { runtime: dotenvCommand(project.root) },
    { dependentTasksOutputFiles: 'dist/**/*.digest.json' },
  ];
}

function imageLoadTarget({ project, options, environments }: ImageFacts): TargetConfiguration {
  const { programsDirectory, contexts, environment, environmentsDirectory } = options;
  return {
    executor: rolloutExecutor,
    cache: false,
    dependsOn: [options.containerTargetName, ...optionalTargets(options.clusterTarget)],
    options: {
      step: 'image-load',
      programsDirectory,
      contexts,
      environment,
      environmentsDirectory,
    },
    configurations: environmentConfigurations(environments),
    metadata: metadata(
      `Takes the image of ${project.name} to the cluster's nodes, or to the environment's registry, unless its tag is there already`,
      ['minikube'],
      project.name,
      options.imageLoadTargetName,
    ),
  };
}
