import type { Readable } from 'node:stream';
import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import { run } from '@taskora/base/run';

/** An image on a node under one of its names. */
export interface NodeImage {
  /** Such as `docker.io/acme/api:c-0123456789ab`. */
  readonly reference: string;
  /** What the runtime says it takes, layers shared with other images included. */
  readonly sizeBytes: number;
}

/** How images get to the nodes of a cluster and leave them, whatever runs them there. */
export interface Loader {
  readonly name: string;
  /** References of the images on the nodes, of which containers can be made. */
  references(): Promise<ReadonlySet<string>>;
  list(): Promise<readonly NodeImage[]>;
  /**
   * Takes a docker-archive. A stream that fails is an error; runtimes check each layer against the
   * image's configuration, so what they have got until then is whole or no image.
   */
  load(archive: Readable): Promise<void>;
  /**
   * Digests of all blobs that the runtime has, if it accepts an image without them: `load` then
   * takes an OCI layout as well, also one that lacks these layers.
   */
  readonly presentLayers?: () => Promise<ReadonlySet<string>>;
  /** Removes names, and the layers that no other image has. Missing names are ignored. */
  remove(references: readonly string[]): Promise<void>;
  /** The bytes that all images take together, if the runtime reports them. */
  usedBytes(): Promise<number | undefined>;
}

/** A runtime's client, and the command that checks the runtime. */
export interface LoaderProgram {
  readonly program: string;
  readonly checkCommand: string;
}

/**
 * Runs a loader's program, on an archive if there is one, and fails with its error text. It knows
 * of no project: several may share one answer.
 */
export async function loaderRun(
  loader: LoaderProgram,
  args: readonly string[],
  { input, isAnswer = ({ exitCode }) => exitCode === 0 }: LoaderRunOptions = {},
): Promise<string> {
  const { program } = loader;
  const result = await run(program, args, { input });
  if (isAnswer(result)) return result.stdout;
  throw loadFailed(loader, args, result);
}

interface LoaderRunOptions {
  readonly input?: Readable;
  /** Whether its output is what was asked for; by default, where it exits with 0. */
  readonly isAnswer?: (result: RunResult) => boolean;
}

function loadFailed(
  { program, checkCommand }: LoaderProgram,
  args: readonly string[],
  { stderr, stdout }: RunResult,
): UserError {
  return new UserError(
    'NXHELM_LOAD_FAILED',
    `${program} ${args.join(' ')}: ${stderr.trim() || stdout.trim()}`,
    checkCommand,
  );
}

const unitBytes: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
};

/** Reads `19.22MB` or `78.4 MiB`, the format in which runtimes print sizes. */
export function parseSize(text: string): number {
  const [, amount = '', unit = ''] = /^([\d.]+)\s*([A-Za-z]+)$/.exec(text.trim()) ?? [];
  return Math.round(Number(amount || 0) * (unitBytes[unit] ?? 0));
}
