import type { Readable } from 'node:stream';
import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import { run } from '@taskora/base/run';
import { streamOutput } from '@taskora/base/stream';
import { fullName } from './image-description.ts';
import type { RunMode } from './run-probe/run-modes.mjs';
import { ulimitsFor } from './run-probe/ulimits.mjs';
import { parseSize } from './parse-size.ts';

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
export function createEngine(name: Engine['name'], runMode: RunMode = { kind: 'default' }): Engine {
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
