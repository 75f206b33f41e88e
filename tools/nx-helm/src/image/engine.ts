import { existsSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { UserError } from '@taskora/base/errors';
import { writeWhole } from '@taskora/base/files';
import type { RunResult } from '@taskora/base/run';
import { run } from '@taskora/base/run';
import { streamOutput } from '@taskora/base/stream';
import { nxDataDirectory, searchPath, searchPathWith } from '../base/settings.ts';
import { fullName } from './image-description.ts';
import { parseSize } from './loader.ts';
import { chooseEngine, silence } from './run-probe/choose-engine.mjs';
import type { Finding } from './run-probe/probe-run.mjs';
import { probeRun } from './run-probe/probe-run.mjs';
import type { RunMode } from './run-probe/run-modes.mjs';
import { engineOptions } from './run-probe/run-modes.mjs';
import { ulimitsFor } from './run-probe/ulimits.mjs';

/** What the plugin needs of a container engine besides the build, which nx-container does. */
export interface Engine {
  readonly name: 'docker' | 'podman';
  /** How it runs the steps of a build on this machine. */
  readonly runMode: RunMode;
  /** Environment variables that a build with this engine needs. */
  readonly buildEnvironment: Readonly<Record<string, string>>;
  readonly ulimits: readonly string[];
  hasImage(reference: string): Promise<boolean>;
  /** All images with what the engine says they take, layers shared with others included. */
  list(): Promise<readonly { readonly reference: string; readonly sizeBytes: number }[]>;
  /**
   * Names of the images that are like `docker.io/acme/*:c-*`, where a star stands for anything within
   * a part. To list all takes long, since an engine counts what each of them takes.
   */
  references(pattern: string): Promise<string[]>;
  /** Takes a docker-archive. */
  loadImage(archive: Readable): Promise<void>;
  /** Streams the image as a docker-archive; rejects through the stream when the engine fails. */
  saveImage(reference: string): Readable;
  tagImage(from: string, to: string): Promise<void>;
  /** Pushes under the registry that the name begins with, with the credentials that the engine has. */
  pushImage(reference: string, isInsecure: boolean): Promise<void>;
  /** Takes a name away; one that is not there, or cannot go, is no failure of what was asked for. */
  untagImage(reference: string): Promise<void>;
}

const removalTimeoutMilliseconds = 30_000;

/** docker and podman share these commands exactly. */
function createEngine(name: Engine['name'], runMode: RunMode = { kind: 'default' }): Engine {
  return {
    name,
    runMode,
    // In its own default format podman drops HEALTHCHECK.
    buildEnvironment: name === 'podman' ? { BUILDAH_FORMAT: 'docker' } : {},
    ulimits: ulimitsFor(name),
    hasImage: async (reference) =>
      (await run(name, ['image', 'inspect', '--format', '{{.Id}}', reference])).exitCode === 0,
    list: () => listImages(name),
    // Podman fails to list while another process removes; whoever only lists leftovers can do
    // without.
    references: async (pattern) => {
      const images = await listImages(name, pattern).catch(() => []);
      return images.map(({ reference }) => reference);
    },
    loadImage: async (archive) =>
      succeed(name, ['image', 'load'], await run(name, ['image', 'load'], { input: archive })),
    saveImage: (reference) => saveImage(name, reference),
    tagImage: async (from, to) => command(name, ['image', 'tag', from, to]),
    // Docker decides by the settings of its daemon which registries may be insecure.
    pushImage: async (reference, isInsecure) => {
      const insecure = name === 'podman' && isInsecure ? ['--tls-verify=false'] : [];
      await command(name, ['image', 'push', '--quiet', ...insecure, reference]);
    },
    // Removing the name leaves the image itself, if another name still holds it.
    untagImage: async (reference) =>
      void (await run(name, ['image', 'rm', reference], {
        stops: [{ when: AbortSignal.timeout(removalTimeoutMilliseconds), by: 'SIGTERM' }],
      })),
  };
}

async function listImages(name: Engine['name'], pattern?: string) {
  const format = '{{.Repository}}:{{.Tag}}\t{{.Size}}';
  const filter = pattern === undefined ? [] : ['--filter', `reference=${known(name, pattern)}`];
  const args = ['image', 'ls', ...filter, '--format', format];
  const result = await run(name, args);
  succeed(name, args, result);
  return result.stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [reference = '', size = ''] = line.split('\t');
      return { reference: fullName(reference), sizeBytes: parseSize(size) };
    });
}

/** Docker knows the images of its own hub by their short names alone. */
function known(name: Engine['name'], pattern: string): string {
  return name === 'docker' ? pattern.replace(/^docker\.io\//, '') : pattern;
}

async function command(name: string, args: readonly string[]): Promise<void> {
  succeed(name, args, await run(name, args));
}

function succeed(name: string, args: readonly string[], { exitCode, stderr }: RunResult): void {
  if (exitCode !== 0) throw engineError(name, args, stderr);
}

function engineError(name: string, args: readonly string[], stderr: string): UserError {
  return new UserError(
    'NXHELM_ENGINE_FAILED',
    `${name} ${args.join(' ')} failed: ${stderr.trim().split('\n').at(-1) ?? ''}`,
    `${name} info`,
  );
}

function saveImage(name: Engine['name'], reference: string): Readable {
  const format = name === 'podman' ? ['--format', 'docker-archive'] : [];
  const args = ['image', 'save', ...format, reference];
  return streamOutput(name, args, (message) => engineError(name, args, message));
}

type EngineName = Engine['name'];
type Modes = Partial<Record<EngineName, RunMode>>;

const folderOf = (workspaceRoot: string): string => join(nxDataDirectory(workspaceRoot), 'nx-helm');
const fileOf = (workspaceRoot: string): string => join(folderOf(workspaceRoot), 'run-modes.json');

/** A mode that was found may be wrong after the next start of the machine, with other control groups. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return hostname();
  }
}

function knownModes(workspaceRoot: string): Modes {
  try {
    const text = readFileSync(fileOf(workspaceRoot), 'utf8');
    const { boot, modes } = JSON.parse(text) as { boot?: string; modes?: Modes };
    return boot === bootId() ? (modes ?? {}) : {};
  } catch {
    return {};
  }
}

/** How an engine runs steps here; tried once for each boot of the machine, since a try takes a second. */
async function findRunMode(engine: EngineName, workspaceRoot: string): Promise<Finding> {
  const known = knownModes(workspaceRoot)[engine];
  if (known !== undefined) return { mode: known, refusals: [] };
  const finding = await probeRun(engine);
  if (finding.mode !== undefined) remember(engine, finding.mode, workspaceRoot);
  return finding;
}

function remember(engine: EngineName, mode: RunMode, workspaceRoot: string): void {
  const modes = { ...knownModes(workspaceRoot), [engine]: mode };
  writeWhole(fileOf(workspaceRoot), JSON.stringify({ boot: bootId(), modes }));
}

/** After a build that failed: what was found may hold no longer, so the next build tries anew. */
export function forgetRunModes(workspaceRoot: string): void {
  rmSync(fileOf(workspaceRoot), { force: true });
}

/**
 * What a build's environment needs for a mode. nx-container passes no options of its own to podman, so
 * for another runtime a stand-in that adds them comes first on the path: it keeps all that the person
 * has configured, which a configuration file named by a variable would replace.
 */
export function environmentFor(mode: RunMode, workspaceRoot: string): Record<string, string> {
  if (mode.kind === 'chroot') return { BUILDAH_ISOLATION: 'chroot' };
  if (mode.kind === 'default') return {};
  const folder = join(folderOf(workspaceRoot), `podman-${mode.runtime}`);
  const standIn = join(folder, 'podman');
  const command = [programBehind(folder), ...engineOptions(mode)].map(quoted);
  writeWhole(standIn, `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`, 0o755);
  return { PATH: searchPathWith(folder) };
}

/** The podman that the path would give without the stand-in. */
function programBehind(folder: string): string {
  const folders = searchPath().filter((each) => each !== folder);
  return folders.map((each) => join(each, 'podman')).find((path) => existsSync(path)) ?? 'podman';
}

/** Quotes one argument for a shell. */
const quoted = (argument: string): string => `'${argument.replaceAll("'", `'\\''`)}'`;

const install = 'start the Docker daemon, or install podman (on Debian: apt-get install podman)';

/** The first engine that answers: enough to load, list and push images. */
export async function selectEngine(project: string): Promise<Engine> {
  const reasons: string[] = [];
  for (const name of ['docker', 'podman'] as const) {
    const reason = await silence(name);
    if (reason === undefined) return createEngine(name);
    reasons.push(reason);
  }
  throw noEngine(project, reasons);
}

/** The first engine that answers and really runs a step of a build here, in the mode in which it does. */
export async function selectBuilder(project: string, workspaceRoot: string): Promise<Engine> {
  const { engine, mode, answered, reasons } = await chooseEngine((name) =>
    findRunMode(name, workspaceRoot),
  );
  if (engine !== undefined && mode !== undefined) {
    if (mode.kind !== 'default') console.log(`${project}: ${reasons.join('; ')}`);
    return createEngine(engine, mode);
  }
  if (!answered) throw noEngine(project, reasons);
  throw new UserError(
    'NXHELM_ENGINE_CANNOT_RUN',
    `no container engine runs a step of a Dockerfile here: ${reasons.join('; ')}`,
    `remove the cause named last, or install another runtime (on Debian: apt-get install runc crun), then npx nx run ${project}:container`,
    { project },
  );
}

function noEngine(project: string, reasons: readonly string[]): UserError {
  return new UserError(
    'NXHELM_NO_ENGINE',
    `neither docker with buildx nor podman answers "info", so no image can be built (${reasons.join('; ')})`,
    install,
    { project },
  );
}
