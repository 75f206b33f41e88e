import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '@taskora/base/errors';
import { resolveProgram } from '../base/programs.ts';
import { minikubeHome } from '../base/settings.ts';
import { withTemporaryPlace } from '../base/temporary-place.ts';
import type { ImageDescription } from './image-description.ts';
import { fullName } from './image-description.ts';
import type { Loader, LoaderProgram, NodeImage } from './loader.ts';
import { loaderRun, parseSize } from './loader.ts';

/** Where the kubelet keeps its images; another namespace sees none of them. */
const kubernetesNamespace = 'k8s.io';

/** Where the node is this machine, its containerd can be asked directly: 20 times as quick. */
export function containerdLoader(namespace = kubernetesNamespace): Loader {
  const ctr: LoaderProgram = { program: 'ctr', checkCommand: 'ctr version' };
  const ask = (...args: readonly string[]) => loaderRun(ctr, ['--namespace', namespace, ...args]);
  return {
    name: 'containerd',
    references: async () => new Set(usableImages(await checkImages(ctr, namespace))),
    list: async () => containerdImages(await ask('images', 'list')).filter(isNamed),
    load: async (archive) => {
      await loaderRun(ctr, ['--namespace', namespace, 'images', 'import', '-'], {
        input: archive,
      });
    },
    presentLayers: async () => new Set((await ask('content', 'list', '--quiet')).split('\n')),
    // Without --sync the space comes back at some later time.
    remove: async (references) => {
      const all = containerdImages(await ask('images', 'list'));
      const names = namesToRemove(all, new Set(references));
      if (names.length > 0) await ask('images', 'remove', '--sync', ...names);
    },
    usedBytes: async () => {
      const [content, snapshots] = await Promise.all([
        ask('content', 'list'),
        ask('snapshots', 'usage', '-b'),
      ]);
      const sizes = [...rows(content), ...rows(snapshots)].map(([, size = '']) => size);
      // Snapshots are counted in plain bytes, content in units.
      return sizes.reduce((sum, size) => sum + (Number(size) || parseSize(size)), 0);
    },
  };
}

/** Of an image that it cannot check it says so on standard error, and goes on with the next. */
function checkImages(ctr: LoaderProgram, namespace: string): Promise<string> {
  return loaderRun(ctr, ['--namespace', namespace, 'images', 'check'], {
    isAnswer: ({ exitCode, stdout }) => exitCode === 0 || stdout.startsWith('REF'),
  });
}

/**
 * A name may be there without its content. Containers can be made of an image that is complete, or
 * unpacked: where containerd is set to discard the layers it has unpacked, it has nothing else.
 */
function usableImages(table: string): string[] {
  return rows(table)
    .filter((columns) => columns[3] === 'complete' || columns.includes('true'))
    .map(([reference = '']) => reference);
}

interface ContainerdImage extends NodeImage {
  /** Digest of the manifest: equal for all names of one image. */
  readonly digest: string;
}

/** `REF TYPE DIGEST SIZE PLATFORMS LABELS`, of which the size has two columns. */
function containerdImages(table: string): ContainerdImage[] {
  return rows(table).map(([reference = '', , digest = '', amount = '', unit = '']) => ({
    reference,
    digest,
    sizeBytes: parseSize(`${amount} ${unit}`),
  }));
}

/** The kubelet's side of containerd gives each image its id as a further name. */
function isNamed({ reference }: NodeImage): boolean {
  return !reference.startsWith('sha256:');
}

/** With an image's last name goes its id as well, which would otherwise hold all its layers. */
function namesToRemove(
  all: readonly ContainerdImage[],
  unwanted: ReadonlySet<string>,
): readonly string[] {
  const named = all.filter(isNamed);
  const kept = new Set(
    named.filter(({ reference }) => !unwanted.has(reference)).map(({ digest }) => digest),
  );
  const removed = named.filter(({ reference }) => unwanted.has(reference));
  const orphaned = new Set(
    removed.map(({ digest }) => digest).filter((digest) => !kept.has(digest)),
  );
  const ids = all.filter((image) => !isNamed(image) && orphaned.has(image.digest));
  return [...removed, ...ids].map(({ reference }) => reference);
}

/** The columns of each line below the table's head. */
function rows(table: string): string[][] {
  const lines = table.split('\n').slice(1);
  return lines.filter((line) => line.trim() !== '').map((line) => line.split(/\s+/));
}

interface DockerAddress {
  /** The client and its first arguments. */
  readonly command?: readonly [string, ...string[]];
  /** Such as `unix:///run/docker.sock`; without it, docker's own choice. */
  readonly host?: string;
}

/** Where the node's Docker daemon is this machine's; the environment of docker-env is not needed. */
export function dockerLoader(address: DockerAddress = {}): Loader {
  const [program, ...first] = address.command ?? (['docker'] as const);
  const docker: LoaderProgram = { program, checkCommand: 'docker info' };
  const host = [...first, ...(address.host === undefined ? [] : ['--host', address.host])];
  const ask = (...args: readonly string[]) => loaderRun(docker, [...host, ...args]);
  const list = async () =>
    dockerImages(await ask('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}\t{{.Size}}'));
  return {
    name: 'docker',
    references: async () => new Set((await list()).map(({ reference }) => reference)),
    list,
    load: async (archive) => {
      await loaderRun(docker, [...host, 'image', 'load', '--quiet'], { input: archive });
    },
    remove: async (references) => {
      if (references.length > 0) await ask('image', 'rm', ...references);
    },
    usedBytes: async () => {
      const table = await ask('system', 'df', '--format', '{{.Type}}\t{{.Size}}');
      const images = table.split('\n').find((line) => line.startsWith('Images\t'));
      return parseSize(images?.split('\t')[1] ?? '');
    },
  };
}

function dockerImages(lines: string): NodeImage[] {
  return lines
    .split('\n')
    .filter((line) => line !== '' && !line.includes('<none>'))
    .map((line) => {
      const [name = '', size = ''] = line.split('\t');
      return { reference: fullName(name), sizeBytes: parseSize(size) };
    });
}

/** Works for every driver, runtime and number of nodes; the archive goes to each of them. */
export function minikubeLoader(minikube: string, profile: string): Loader {
  const program: LoaderProgram = {
    program: minikube,
    checkCommand: `minikube status --profile ${profile}`,
  };
  const ask = (...args: readonly string[]) =>
    loaderRun(program, ['--profile', profile, 'image', ...args]);
  const list = async () => minikubeImages(await ask('ls', '--format', 'json'));
  return {
    name: 'minikube',
    references: async () => new Set((await list()).map(({ reference }) => reference)),
    list,
    // From its standard input Minikube makes a copy of its own, which it never removes.
    load: (archive) =>
      withTemporaryPlace({ purpose: 'load' }, async (folder) => {
        const file = join(folder, 'image.tar');
        await pipeline(archive, createWriteStream(file));
        await ask('load', file);
      }),
    remove: async (references) => {
      if (references.length > 0) await ask('rm', ...references);
    },
    usedBytes: () => Promise.resolve(undefined),
  };
}

interface MinikubeImage {
  readonly repoTags?: readonly string[] | null;
  readonly size?: string;
}

function minikubeImages(json: string): NodeImage[] {
  const images = JSON.parse(json || '[]') as readonly MinikubeImage[];
  return images.flatMap(({ repoTags, size }) =>
    (repoTags ?? []).map((reference) => ({ reference, sizeBytes: Number(size ?? 0) })),
  );
}

interface Profile {
  readonly Driver?: string;
  readonly KubernetesConfig?: { readonly ContainerRuntime?: string };
  readonly Nodes?: readonly unknown[];
}

/**
 * Minikube names a kube-context after its profile, so the context gives the profile to load into.
 */
export function selectLoader(
  workspaceRoot: string,
  programsDirectory: string,
  context: string,
): Loader {
  const profile = readProfile(context);
  const isThisMachine = profile.Driver === 'none' && profile.Nodes?.length === 1;
  const runtime = profile.KubernetesConfig?.ContainerRuntime;
  if (isThisMachine && runtime === 'containerd') return containerdLoader();
  if (isThisMachine && runtime === 'docker') return dockerLoader();
  const minikube = resolveProgram('minikube', workspaceRoot, programsDirectory);
  return minikubeLoader(minikube, context);
}

function readProfile(name: string): Profile {
  const file = join(minikubeHome(), 'profiles', name, 'config.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Profile) : {};
}

type LoadOutcome = 'present' | 'loaded';

/**
 * A tag names its content and never moves, so an image that is there is the right one, and nothing
 * is read. Otherwise the image is assembled from the task cache's outputs, and no build is needed.
 * The list of images may be a cached one.
 */
export async function ensureLoaded(
  loader: Loader,
  workspaceRoot: string,
  image: ImageDescription,
  readReferences: () => Promise<ReadonlySet<string>> = () => loader.references(),
): Promise<LoadOutcome> {
  const { project, reference } = image;
  if ((await readReferences()).has(reference)) return 'present';
  const { loadArchive } = await import('./archive.ts');
  await loadArchive(loader, workspaceRoot, image);
  if ((await loader.references()).has(reference)) return 'loaded';
  throw new UserError(
    'NXHELM_IMAGE_NOT_LOADED',
    `${loader.name} loaded the archive without an error, but ${reference} is not on the node`,
    `npx nx run ${project}:container --skip-nx-cache`,
    { project },
  );
}
