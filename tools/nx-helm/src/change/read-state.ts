import { mkdir, writeFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { ProjectConfiguration, ProjectGraph } from '@nx/devkit';
import { createProjectGraphAsync } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { mapAtMost } from '../base/at-most.ts';
import type { Values } from '../base/plain-object.ts';
import { jsonText } from '../base/read-yaml.ts';
import { chartArchives } from '../chart/chart-archives.ts';
import type { Environment } from '../chart/environment-file.ts';
import { readEnvironment } from '../chart/environment-file.ts';
import { environmentReleases } from '../chart/environment-releases.ts';
import { createHelm } from '../chart/helm.ts';
import { placeholderImage, releaseValues } from '../chart/release-values.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import type { Render } from '../chart/render.ts';
import { render } from '../chart/render.ts';
import { stageChart } from '../chart/stage-chart.ts';
import { repositoryName } from '../image/registry.ts';
import type { ReleaseInputs, RenderedState, SnapshotState, StateRequest } from './ask-state.ts';
import { createSnapshotReader } from './snapshot-inputs.ts';

/** What it takes to render the charts of one folder. */
type RenderRequest = Pick<StateRequest, 'folder' | 'programsRoot' | 'workspaceRoot'>;

/** What all releases of one commit are made from; that needs neither a build nor a cluster nor Helm. */
export async function readInputs(
  {
    workspaceRoot,
    environment,
    changed,
  }: Pick<StateRequest, 'changed' | 'environment' | 'workspaceRoot'>,
  knownGraph?: ProjectGraph,
): Promise<ReleaseInputs[]> {
  const projectGraph = knownGraph ?? (await createProjectGraphAsync({ exitOnError: false }));
  const { deployed: releases, leftOut } = environmentReleases(
    {
      root: workspaceRoot,
      projects: projectsOf(projectGraph),
      dependencies: projectGraph.dependencies,
    },
    environment,
  );
  const reader = createSnapshotReader(
    {
      workspaceRoot,
      projectGraph,
      changed,
      ...(environment === undefined ? {} : { configuration: environment }),
    },
    releases,
  );
  const states: SnapshotState[] = [];
  for (const release of releases) {
    states.push({ ...release, snapshot: await reader.read(release) });
  }
  const absent = leftOut.map(({ project, options, leftOut: text }) => ({
    project,
    environment: options.environment,
    leftOut: text,
  }));
  return [...states, ...absent];
}

/** Helm takes a processor and 60 MB for each render, and each release has four. */
const renderedAtOnce = 4;

/** The manifests of those that are asked for. */
export async function renderStates(
  request: RenderRequest,
  states: readonly SnapshotState[],
): Promise<RenderedState[]> {
  return mapAtMost(renderedAtOnce, states, async (state) => ({
    ...state,
    ...(await renderOrFailure(request, state)),
  }));
}

function projectsOf({ nodes }: ProjectGraph): Record<string, ProjectConfiguration> {
  return Object.fromEntries(Object.values(nodes).map(({ name, data }) => [name, data]));
}

type Rendered = Pick<RenderedState, 'install' | 'upgrade' | 'failure'>;

/** One chart that is broken at one commit must not hide what happens to the other releases. */
async function renderOrFailure(
  request: RenderRequest,
  release: DeployedRelease,
): Promise<Rendered> {
  try {
    return await renderRelease(request, release);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { install: '', upgrade: '', failure: error.message };
  }
}

async function renderRelease(
  { workspaceRoot, programsRoot, folder }: RenderRequest,
  { project, options }: DeployedRelease,
): Promise<Render> {
  const { environmentsDirectory, namespace, programsDirectory, imagePrefix = 'local' } = options;
  const environment = readEnvironment(
    workspaceRoot,
    environmentsDirectory,
    options.environment,
    project,
  );
  const chartFolder = join(folder, 'charts', project);
  const valuesFile = join(folder, `${project}.yaml`);
  const programs = isAbsolute(programsDirectory)
    ? programsDirectory
    : join(programsRoot, programsDirectory);
  const helm = createHelm(workspaceRoot, programs, project);
  const archives = chartArchives(helm, project);
  await stageChart({ workspaceRoot, project, archives }, options, chartFolder);
  await mkdir(folder, { recursive: true });
  const values = releaseValues(workspaceRoot, project, options, environment, (name) =>
    imageIn(environment, imagePrefix, name),
  );
  await writeFile(valuesFile, jsonText(values));
  const { chart } = options;
  const isRemote = options.remote !== undefined;
  const valuesFiles = [valuesFile];
  return render(helm, {
    project,
    namespace,
    chart,
    isRemote,
    chartFolder,
    valuesFiles,
    environment,
  });
}

const anyDigest = `sha256:${'0'.repeat(64)}`;

/** Equal at both commits, but where a registry comes or goes: then pods run another image by name. */
function imageIn({ registry }: Environment, imagePrefix: string, project: string): Values {
  const image = placeholderImage(imagePrefix, project);
  if (registry === undefined) return image;
  return { ...image, repository: repositoryName(registry, project), digest: anyDigest };
}
