import { selectEngine } from '../../engine/select-engine.ts';
import { readEnvironment } from '../../helm/environment-file.ts';
import type { ImageDescription } from '../../image/image-description.ts';
import { readImage } from '../../image/image-description.ts';
import { allowedContext } from '../../kubernetes/kube-context.ts';
import { ensureLoaded } from '../../loader/ensure-loaded.ts';
import { selectLoader } from '../../loader/select-loader.ts';
import { credentialsFor } from '../../registry/credentials.ts';
import { ensurePushed } from '../../registry/push-image.ts';
import { writePushedImage } from '../../registry/pushed-images.ts';
import type { Registry } from '../../registry/registry-name.ts';
import { kubeconfigFiles, registryAuthFiles } from '../../settings.ts';

export interface ImageLoadOptions {
  readonly programsDirectory: string;
  readonly contexts: string;
  readonly environment: string;
  readonly environmentsDirectory: string;
}

export interface Delivery {
  readonly reference: string;
  readonly action: 'present' | 'loaded' | 'pushed';
  /** For people: the nodes, or the registry's host. */
  readonly place: string;
}

/** Takes the image to where the pods of the environment find it: to the nodes, or to a registry. */
export async function deliverImage(
  workspaceRoot: string,
  options: ImageLoadOptions,
  project: string,
): Promise<Delivery> {
  const { environment: name, environmentsDirectory } = options;
  const image = readImage(workspaceRoot, project);
  const { registry } = readEnvironment(workspaceRoot, environmentsDirectory, name, project);
  if (registry !== undefined) return push(workspaceRoot, name, registry, image);
  const context = allowedContext(options.contexts, kubeconfigFiles(), project);
  const loader = selectLoader(workspaceRoot, options.programsDirectory, context, project);
  const action = await ensureLoaded(loader, image.reference, workspaceRoot, project);
  return { reference: image.reference, action, place: 'on the node' };
}

async function push(
  workspaceRoot: string,
  environment: string,
  registry: Registry,
  image: ImageDescription,
): Promise<Delivery> {
  const { project, reference } = image;
  const { action, repository, digest } = await ensurePushed({
    workspaceRoot,
    image,
    registry,
    credentials: await credentialsFor(registry.host, registryAuthFiles()),
    selectEngine: () => selectEngine(project),
  });
  await writePushedImage(workspaceRoot, environment, project, { reference, repository, digest });
  return { reference, action, place: `in ${registry.host}` };
}
