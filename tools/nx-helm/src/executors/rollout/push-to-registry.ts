import { registryAuthFiles } from '../../base/settings.ts';
import type { ImageDescription } from '../../image/image-description.ts';
import { credentialsFor, ensurePushed } from '../../image/push-image.ts';
import type { Registry } from '../../image/registry.ts';
import { writePushedImage } from '../../image/registry.ts';
import { selectEngine } from '../../image/select-engine.ts';
import type { Delivery } from './options.ts';

/** Loaded only for an environment with a registry: most decisions need none of what it imports. */
export async function pushToRegistry(
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
