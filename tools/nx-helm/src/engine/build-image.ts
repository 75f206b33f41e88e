import type { ExecutorContext } from '@nx/devkit';
import { existsSync } from 'node:fs';
import { NxHelmError, messageOf } from '../errors.ts';
import { setForBuilds } from '../settings.ts';
import type { Engine } from './engine.ts';

export interface BuildRequest {
  readonly context: ExecutorContext;
  readonly project: string;
  /** The name that the image gets. */
  readonly reference: string;
  readonly file: string;
  readonly folder: string;
  readonly network: string;
  readonly buildContexts: readonly string[];
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly secretFiles: Readonly<Record<string, string>>;
}

/** Builds through nx-container's executor. */
export async function buildImage(engine: Engine, request: BuildRequest): Promise<void> {
  refuseWhatCannotBeBuilt(request);
  setForBuilds(engine.buildEnvironment);
  const { run: build } = await import('@nx-tools/nx-container');
  try {
    const { success } = await build(buildOptions(engine, request), request.context);
    if (success) return;
  } catch (error) {
    throw buildError(request, error);
  }
  throw buildError(request, undefined);
}

function buildOptions(engine: Engine, request: BuildRequest) {
  const common = {
    engine: engine.name,
    quiet: true,
    context: request.folder,
    file: request.file,
    tags: [request.reference],
    network: request.network,
    'build-contexts': [...request.buildContexts],
    'build-args': pairs(request.buildArguments),
    'secret-files': pairs(request.secretFiles),
    ulimit: [...engine.ulimits],
  };
  if (engine.name === 'podman') return common;
  // buildx has to be told to put the image into the daemon, and to leave build records out of it.
  const allow = request.network === 'host' ? ['network.host'] : [];
  return { ...common, load: true, provenance: 'false', allow };
}

function pairs(record: Readonly<Record<string, string>>): string[] {
  return Object.entries(record).map(([key, value]) => `${key}=${value}`);
}

/** nx-container replaces `$NAME` and `{{name}}` in what it is given, so a path must not have them. */
const replacedByBuilder = /\$|\{\{/;

function refuseWhatCannotBeBuilt({ project, file, folder }: BuildRequest): void {
  const missing = [file, folder].find((path) => !existsSync(path));
  if (missing !== undefined) {
    throw new NxHelmError({
      code: 'NXHELM_CONTEXT_MISSING',
      project,
      what: `${missing} does not exist`,
      command: `npx nx run ${project}:build --skip-nx-cache`,
    });
  }
  const unusable = [file, folder].find((path) => replacedByBuilder.test(path));
  if (unusable !== undefined) {
    throw new NxHelmError({
      code: 'NXHELM_PATH_UNUSABLE',
      project,
      what: `the path ${unusable} contains "$" or "{{", which the image builder would replace`,
      command: 'move the workspace to a folder without these characters in its path',
    });
  }
}

function buildError({ project, file }: BuildRequest, cause: unknown): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_BUILD_FAILED',
    project,
    what: `building ${file} failed${cause === undefined ? '' : `: ${messageOf(cause)}`}; the engine's own words are above`,
    command: `correct the Dockerfile, then npx nx run ${project}:container`,
    cause,
  });
}
