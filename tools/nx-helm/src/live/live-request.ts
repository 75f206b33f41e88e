import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { whoRuns } from '../base/programs.ts';
import { jsonText } from '../base/read-yaml.ts';
import { readEnvironment } from '../chart/environment-file.ts';
import { workloadsOf } from '../chart/manifest-objects.ts';
import { fingerprintOf, renderedObjects } from '../chart/manifests.ts';
import type { ReleaseOptions } from '../chart/releases.ts';
import { render } from '../chart/render.ts';
import type { ImageDescription } from '../image/image-description.ts';
import { readImage } from '../image/image-description.ts';
import type { DeployRequest } from '../release/deploy-request.ts';
import { readRequest } from '../release/deploy-request.ts';
import { supervisorFor } from './supervisor-text.ts';

/** What a development session deploys: the release as ever, with the overlay of its chart. */
export interface LiveRequest extends DeployRequest {
  readonly image: ImageDescription;
  /** The application's folder in the image. */
  readonly folder: string;
  readonly podLabels: Readonly<Record<string, string>>;
}

/** Nothing but images runs where people work, and nothing unsigned where images have to be attested. */
export function refuseImagesOnly(
  workspaceRoot: string,
  { environment, environmentsDirectory }: ReleaseOptions,
  project: string,
): void {
  const { protection, attestationKey, file } = readEnvironment(
    workspaceRoot,
    environmentsDirectory,
    environment,
    project,
  );
  if (attestationKey !== undefined) {
    throw new UserError(
      'NXHELM_LIVE_ATTESTED',
      `the environment "${environment}" runs attested images alone, and nobody attests the files of a development session; nothing was changed`,
      `choose another one by -c, or take "attestationKey" out of nxHelm in ${file}`,
      { project },
    );
  }
  if (protection.size === 0) return;
  throw new UserError(
    'NXHELM_LIVE_PROTECTED',
    `the environment "${environment}" is protected, and nothing but images runs there; nothing was changed`,
    `choose another one by -c, or take "protection" out of nxHelm in ${file}`,
    { project },
  );
}

export async function readLiveRequest(
  workspaceRoot: string,
  project: string,
  options: ReleaseOptions,
): Promise<LiveRequest> {
  const request = await readRequest(workspaceRoot, project, options);
  const image = readImage(workspaceRoot, imageOf(options, project));
  const { workingDirectory: folder = '/app', entrypoint = [], command = [] } = image.config;
  const started = [...entrypoint, ...command];
  const { interpreter, file, text } = supervisorFor(started, project);
  const live = {
    enabled: true,
    folder,
    interpreter,
    supervisor: { file, text },
    command: started,
  };
  const place = join(workspaceRoot, 'dist', 'live', project);
  await mkdir(place, { recursive: true });
  const valuesFile = join(place, 'values.json');
  await writeFile(valuesFile, jsonText({ live }));
  const { namespace, chart, environmentsDirectory } = options;
  const valuesFiles = [...request.valuesFiles, valuesFile];
  const environment = readEnvironment(
    workspaceRoot,
    environmentsDirectory,
    options.environment,
    project,
  );
  const rendered = await render(request.helm, {
    project,
    namespace,
    chart,
    chartFolder: request.chartFolder,
    valuesFiles,
    environment,
  });
  const workloads = workloadsOf(rendered.upgrade);
  return {
    ...request,
    image,
    folder,
    podLabels: podLabelsOf(workloads, project),
    valuesFiles,
    fingerprint: fingerprintOf(rendered),
    workloads,
    objects: renderedObjects(rendered),
    readRender: () => Promise.resolve(rendered),
    cause: { reason: 'live', explanation: `a development session of ${whoRuns()}` },
  };
}

/** The image whose files are synced is the chart's own; others beside it stay as they are. */
function imageOf({ images = {} }: ReleaseOptions, project: string): string {
  return images['image'] ?? Object.values(images)[0] ?? project;
}

function podLabelsOf(
  workloads: DeployRequest['workloads'],
  project: string,
): Readonly<Record<string, string>> {
  const deployment = workloads.find(({ kind, isHook }) => kind === 'Deployment' && !isHook);
  if (deployment !== undefined) return deployment.podLabels;
  throw new UserError(
    'NXHELM_LIVE_CHART',
    'its chart renders no Deployment, whose pods a development session would write into',
    `npx nx run ${project}:helm-diff shows what it renders`,
    { project },
  );
}
