import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { resolveProgram } from '../base/programs.ts';
import { minikubeHome } from '../base/settings.ts';
import { containerdLoader } from './containerd-loader.ts';
import { dockerLoader } from './docker-loader.ts';
import type { ImageDescription } from './image-description.ts';
import type { Loader } from './loader.ts';
import { minikubeLoader } from './minikube-loader.ts';

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
