import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';

/** As images name their parts: `sha256:` and 64 hexadecimal digits. */
export function digestOf(text: string): string {
  return digestOfBytes(Buffer.from(text));
}

export function digestOfBytes(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** Docker leaves the registry out where it is Docker Hub, and `library/` with it. */
export function fullName(name: string): string {
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `docker.io/library/${name}`;
  const isRegistry = /[.:]/.test(first) || first === 'localhost';
  return isRegistry ? name : `docker.io/${name}`;
}

/** How an image is run: everything of its configuration that a container notices. */
export interface RuntimeConfig {
  readonly architecture?: string;
  readonly os?: string;
  readonly variant?: string;
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: readonly string[];
  readonly exposedPorts?: readonly string[];
  readonly volumes?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly stopSignal?: string;
  readonly healthcheck?: Readonly<Record<string, unknown>>;
}

/** How a layer or a setting came about, for people. */
interface HistoryEntry {
  readonly created?: string;
  readonly created_by?: string;
  readonly empty_layer?: boolean;
}

/** The image configuration as docker and podman write it. */
export interface ImageConfigFile {
  readonly architecture?: string;
  readonly os?: string;
  readonly variant?: string;
  readonly created?: string;
  readonly rootfs?: { readonly type?: string; readonly diff_ids?: readonly string[] };
  readonly history?: readonly HistoryEntry[];
  readonly config?: {
    readonly User?: string;
    readonly WorkingDir?: string;
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Env?: readonly string[] | null;
    readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
    readonly Volumes?: Readonly<Record<string, unknown>> | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
    readonly StopSignal?: string;
    readonly Healthcheck?: Readonly<Record<string, unknown>> | null;
  };
}

/** The builder's metadata about itself, which would make two engines' equal images differ. */
const builderLabels = new Set(['io.buildah.version']);

export function runtimeConfig(file: ImageConfigFile): RuntimeConfig {
  const config = file.config ?? {};
  return withoutEmpty({
    architecture: file.architecture,
    os: file.os,
    variant: file.variant,
    user: config.User,
    workingDirectory: config.WorkingDir,
    entrypoint: config.Entrypoint ?? undefined,
    command: config.Cmd ?? undefined,
    environment: config.Env ?? undefined,
    exposedPorts: Object.keys(config.ExposedPorts ?? {}).sort(),
    volumes: Object.keys(config.Volumes ?? {}).sort(),
    labels: Object.fromEntries(
      Object.entries(config.Labels ?? {}).filter(([name]) => !builderLabels.has(name)),
    ),
    stopSignal: config.StopSignal,
    healthcheck: config.Healthcheck ?? undefined,
  });
}

/** Engines write "nothing" as null, as an empty list or not at all; here it is always left out. */
function withoutEmpty(config: { [Key in keyof RuntimeConfig]: RuntimeConfig[Key] | undefined }) {
  return Object.fromEntries(
    Object.entries(config).filter(([, value]) => value !== undefined && !isEmpty(value)),
  ) as RuntimeConfig;
}

function isEmpty(value: string | object): boolean {
  return typeof value === 'string' ? value === '' : Object.keys(value).length === 0;
}

/** One layer of an image, and who keeps its bytes. */
export interface ImageLayer {
  /** `sha256:` of the uncompressed tar. */
  readonly digest: string;
  readonly sizeBytes: number;
  /** The project whose output has the layer; without it, the image's own. */
  readonly from?: string;
}

/** image.json: what is known about an exported image without opening a layer. */
export interface ImageDescription {
  readonly project: string;
  /** `docker.io/<prefix>/<project>` */
  readonly name: string;
  /** `c-` and the first 12 digits of the content id. */
  readonly tag: string;
  readonly reference: string;
  readonly contentId: string;
  /** Unpacked and merged. */
  readonly sizeBytes: number;
  readonly layers: readonly ImageLayer[];
  /** `sha256:` of config.json, which docker and podman call the image's id. */
  readonly configDigest: string;
  readonly config: RuntimeConfig;
}

const tagDigits = 12;

type ImageFacts = Omit<ImageDescription, 'name' | 'tag' | 'reference'>;

export function describeImage(name: string, { project, ...facts }: ImageFacts): ImageDescription {
  const tag = `c-${facts.contentId.slice(0, tagDigits)}`;
  return { project, name, tag, reference: `${name}:${tag}`, ...facts };
}

const bytesPerMegabyte = 1_000_000;

export function megabytes(bytes: number): string {
  return `${(bytes / bytesPerMegabyte).toFixed(1)} MB`;
}

/** The folder that a project's container target writes. */
export function imageFolder(workspaceRoot: string, project: string): string {
  return join(workspaceRoot, 'dist', 'images', project);
}

/** What has to lie there for the image to be put together; a layer's file is named by its digest. */
export function layerFile(workspaceRoot: string, project: string, layer: ImageLayer): string {
  const owner = imageFolder(workspaceRoot, layer.from ?? project);
  return join(owner, 'layers', layerName(layer.digest));
}

export function layerName(digest: string): string {
  return `${digest.replace('sha256:', '')}.tar`;
}

export function configFile(workspaceRoot: string, project: string): string {
  return join(imageFolder(workspaceRoot, project), 'config.json');
}

export function readImage(workspaceRoot: string, project: string): ImageDescription {
  const file = join(imageFolder(workspaceRoot, project), 'image.json');
  if (!existsSync(file)) {
    throw new UserError(
      'NXHELM_IMAGE_MISSING',
      'its image has not been built, or its output folder and its entry in the cache of Nx were deleted',
      `npx nx reset, then npx nx run ${project}:container`,
      { project },
    );
  }
  return JSON.parse(readFileSync(file, 'utf8')) as ImageDescription;
}
