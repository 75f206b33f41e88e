import type { ExecutorContext } from '@nx/devkit';
import { existsSync } from 'node:fs';
import { NxHelmError } from '../errors.ts';
import type { Engine } from './engine.ts';
import { runBuilder } from './run-builder.ts';
import { environmentFor, forgetRunModes } from './run-mode.ts';
import { networkFor } from './run-probe/run-modes.mjs';

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
  const { runMode, buildEnvironment } = engine;
  const { root } = request.context;
  const { success, lastWords } = await runBuilder(buildOptions(engine, request), request.context, {
    ...buildEnvironment,
    ...environmentFor(runMode, root),
  });
  if (success) return;
  forgetRunModes(root);
  throw buildError(engine, request, lastWords);
}

function buildOptions(engine: Engine, request: BuildRequest) {
  const common = {
    engine: engine.name,
    quiet: true,
    context: request.folder,
    file: request.file,
    tags: [request.reference],
    network: networkFor(engine.runMode, request.network),
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

/** nx-container replaces `$NAME` and `{{name}}` in what it is given, so nothing may have them. */
const replacedByBuilder = /\$|\{\{/;

function refuseWhatCannotBeBuilt(request: BuildRequest): void {
  const { project, file, folder } = request;
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
  refuseReplacedValues(request);
}

/** What a value becomes would depend on the environment of whoever builds. */
function refuseReplacedValues(request: BuildRequest): void {
  const { project, network, buildArguments, secretFiles } = request;
  const values = { network, ...buildArguments, ...secretFiles };
  const found = Object.entries(values).find((pair) =>
    pair.some((text) => replacedByBuilder.test(text)),
  );
  if (found === undefined) return;
  throw new NxHelmError({
    code: 'NXHELM_VALUE_UNUSABLE',
    project,
    what: `the value of ${JSON.stringify(found[0])} contains "$" or "{{", which the image builder would replace`,
    command: `write it into a file that the Dockerfile copies, then npx nx run ${project}:container`,
  });
}

/** Failures of the engine itself, whose remedy does not lie in the Dockerfile. */
const fullDisk = /no space left on device|disk quota exceeded/i;
const runtimeRefused =
  /creating container for|OCI runtime create failed|failed to create shim task/i;
/** Runtimes name a program that an image lacks in the same sentence as their own troubles. */
const programMissing = /executable file|exec: |no such file or directory/i;

function buildError(
  engine: Engine,
  { project, file }: BuildRequest,
  lastWords: string,
): NxHelmError {
  const again = `npx nx run ${project}:container`;
  if (fullDisk.test(lastWords)) {
    return new NxHelmError({
      code: 'NXHELM_DISK_FULL',
      project,
      what: `the disk is full where ${engine.name} builds:\n${lastWords}\n`,
      command: `${engine.name} system df (then ${engine.name} image prune, or free other space), then ${again}`,
    });
  }
  if (runtimeRefused.test(lastWords) && !programMissing.test(lastWords)) {
    return new NxHelmError({
      code: 'NXHELM_ENGINE_CANNOT_RUN',
      project,
      what: `${engine.name} could not run a step of ${file}:\n${lastWords}\n`,
      command: `${again} (it tries the other runtimes too)`,
    });
  }
  return new NxHelmError({
    code: 'NXHELM_BUILD_FAILED',
    project,
    what: `building ${file} failed:\n${lastWords}\n`,
    command: `mend what the words above name, then ${again}`,
  });
}
