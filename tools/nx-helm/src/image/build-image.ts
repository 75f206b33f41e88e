import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { devNull, hostname } from 'node:os';
import { pathToFileURL } from 'node:url';
import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { run } from '@taskora/base/run';
import { onInterruption } from '../base/interruption.ts';
import { isAlive } from '../base/liveness.mjs';
import { environmentOnly } from '../base/settings.ts';
import { openArchive } from './archive.ts';
import { builderVariables, fixedVariables } from './builder-variables.ts';
import type { Engine } from './engine.ts';
import { environmentFor, forgetRunModes } from './engine.ts';
import type { ImageDescription } from './image-description.ts';
import { readImage } from './image-description.ts';
import { networkFor } from './run-probe/run-modes.mjs';

interface BuilderResult {
  readonly success: boolean;
  /** The last lines of the engine and of the step that failed. */
  readonly errorText: string;
}

/** Plain JavaScript, so that any Node runs it, whatever has loaded this plugin's sources. */
const program = `
import { json } from 'node:stream/consumers';
const { entry, options, context } = await json(process.stdin);
const { default: builder } = await import(entry);
try {
  const { success } = await builder.run(options, context);
  process.exitCode = success ? 0 : 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
`;

/** nx-container loads the file `.env` of its folder when it is imported; this one is empty. */
const noDotenv = { DOTENV_CONFIG_PATH: devNull, DOTENV_CONFIG_QUIET: 'true' };

const keptLines = 8;

/**
 * Runs nx-container's executor in a process of its own: it lets the engine write to its own output,
 * where the error text could not be read, and it works only once in a process. Of the environment
 * it gets what `builderVariables` lets through, besides what is given here.
 */
async function runBuilder(
  options: Readonly<Record<string, unknown>>,
  context: ExecutorContext,
  variables: Readonly<Record<string, string>>,
): Promise<BuilderResult> {
  const entry = createRequire(import.meta.url).resolve('@nx-tools/nx-container');
  const { root, cwd, isVerbose, projectName, projectsConfigurations } = context;
  const given = { root, cwd, isVerbose, projectName, projectsConfigurations };
  const input = { entry: pathToFileURL(entry).href, options, context: given };
  const names = builderVariables.map(({ name }) => name);
  const lines: string[] = [];
  const { exitCode } = await run(process.execPath, ['--input-type=module', '--eval', program], {
    directory: root,
    environment: environmentOnly(names, { ...fixedVariables, ...variables, ...noDotenv }),
    input: JSON.stringify(input),
    onOutput: (text, name) => {
      process[name].write(text);
      keep(lines, text);
    },
  });
  return { success: exitCode === 0, errorText: lastLines(lines) };
}

/** Output comes in pieces that end anywhere; the last line is completed by the next piece. */
function keep(lines: string[], text: string): void {
  const [first = '', ...others] = text.split('\n');
  lines.push((lines.pop() ?? '') + first, ...others);
}

/** The builder's last lines: that it cleans up, and that the engine's exit code was not zero. */
const notTheEngines = /Removing temp folder|^Process exited with non-zero status|^-+$|^\s*$/;
const colours = /\u001b\[[0-9;]*m/g;

function lastLines(lines: readonly string[]): string {
  const plain = lines.map((line) => line.replaceAll(colours, '').trimEnd());
  return plain
    .filter((line) => !notTheEngines.test(line))
    .slice(-keptLines)
    .join('\n');
}

interface BuildRequest {
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
  const { success, errorText } = await runBuilder(buildOptions(engine, request), request.context, {
    ...buildEnvironment,
    ...environmentFor(runMode, root),
  });
  if (success) return;
  forgetRunModes(root);
  throw buildError(engine, request, errorText);
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
  // buildx loads the image into the daemon only with --load, and writes build records unless they
  // are off.
  const allow = request.network === 'host' ? ['network.host'] : [];
  return { ...common, load: true, provenance: 'false', allow };
}

function pairs(record: Readonly<Record<string, string>>): string[] {
  return Object.entries(record).map(([key, value]) => `${key}=${value}`);
}

/** nx-container replaces `$NAME` and `{{name}}` in what it is given, so nothing may have them. */
const replacedByBuilder = /\$|\{\{/;

type Sources = Pick<BuildRequest, 'project' | 'file' | 'folder'>;

/** Whoever makes the image, it is made from a Dockerfile and a folder. */
export function refuseMissingSources({ project, file, folder }: Sources): void {
  const missing = [file, folder].find((path) => !existsSync(path));
  if (missing !== undefined) {
    throw new UserError(
      'NXHELM_CONTEXT_MISSING',
      `${missing} does not exist`,
      `npx nx run ${project}:build --skip-nx-cache`,
      { project },
    );
  }
}

function refuseWhatCannotBeBuilt(request: BuildRequest): void {
  refuseMissingSources(request);
  const { project, file, folder } = request;
  const unusable = [file, folder].find((path) => replacedByBuilder.test(path));
  if (unusable !== undefined) {
    throw new UserError(
      'NXHELM_PATH_UNUSABLE',
      `the path ${unusable} contains "$" or "{{", which the image builder would replace`,
      'move the workspace to a folder without these characters in its path',
      { project },
    );
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
  throw new UserError(
    'NXHELM_VALUE_UNUSABLE',
    `the value of ${JSON.stringify(found[0])} contains "$" or "{{", which the image builder would replace`,
    `write it into a file that the Dockerfile copies, then npx nx run ${project}:container`,
    { project },
  );
}

/** Failures of the engine itself, whose remedy does not lie in the Dockerfile. */
const fullDisk = /no space left on device|disk quota exceeded/i;
const runtimeRefused =
  /creating container for|OCI runtime create failed|failed to create shim task/i;
/** Runtimes name a program that an image lacks in the same sentence as their own troubles. */
const programMissing = /executable file|exec: |no such file or directory/i;

function buildError(engine: Engine, { project, file }: BuildRequest, errorText: string): UserError {
  const again = `npx nx run ${project}:container`;
  if (fullDisk.test(errorText)) {
    return new UserError(
      'NXHELM_DISK_FULL',
      `the disk is full where ${engine.name} builds:\n${errorText}\n`,
      `${engine.name} system df (then ${engine.name} image prune, or free other space), then ${again}`,
      { project },
    );
  }
  if (runtimeRefused.test(errorText) && !programMissing.test(errorText)) {
    return new UserError(
      'NXHELM_ENGINE_CANNOT_RUN',
      `${engine.name} could not run a step of ${file}:\n${errorText}\n`,
      `${again} (it tries the other runtimes too)`,
      { project },
    );
  }
  return new UserError(
    'NXHELM_BUILD_FAILED',
    `building ${file} failed:\n${errorText}\n`,
    `correct what the output above names, then ${again}`,
    { project },
  );
}

/**
 * The base images by the tags that name their content. The engine may have lost one (a prune, a new
 * machine, a cache hit of the base's own target): its layers bring it back.
 */
export async function ensureBaseImages(
  engine: Engine,
  workspaceRoot: string,
  projects: readonly string[],
): Promise<ImageDescription[]> {
  const images = projects.map((project) => readImage(workspaceRoot, project));
  const isThere = await Promise.all(images.map(({ reference }) => engine.hasImage(reference)));
  for (const image of images.filter((_image, index) => isThere[index] === false)) {
    await engine.loadImage(await openArchive(workspaceRoot, image));
  }
  return images;
}

/**
 * The content tag is known only after the build, so an image first gets a name that no other run
 * uses: clones and machines may share an engine, and one must not take the image of the other. The
 * name goes when the work ends, however it ends; what a killed run left goes with the next.
 */
export async function withTemporaryTag<Result>(
  engine: Engine,
  repository: string,
  workspaceRoot: string,
  work: (reference: string) => Promise<Result>,
): Promise<Result> {
  const prefix = `${repository}:building-${checkoutId(workspaceRoot)}-`;
  const listing = engine.references(`${prefix}*`);
  const reference = `${prefix}${process.pid}-${randomBytes(4).toString('hex')}`;
  const stopListening = onInterruption(() => engine.untagImage(reference));
  try {
    return await work(reference);
  } finally {
    stopListening();
    await engine.untagImage(reference);
    // Only now: the build may have stood on the very layers that a killed run left.
    const left = (await listing).filter((name) => isAbandoned(name, prefix));
    for (const name of left) await engine.untagImage(name);
  }
}

/** Process numbers say something only on the machine that gave them out. */
function checkoutId(workspaceRoot: string): string {
  const place = JSON.stringify([hostname(), workspaceRoot]);
  return createHash('sha256').update(place).digest('hex').slice(0, 12);
}

function isAbandoned(reference: string, prefix: string): boolean {
  if (!reference.startsWith(prefix)) return false;
  return !isAlive(Number.parseInt(reference.slice(prefix.length), 10));
}
