import { selectEngine } from '../../engine/select-engine.ts';
import type { ImageDescription } from '../../image/image-description.ts';
import { credentialsFor } from '../../registry/credentials.ts';
import { ensurePushed } from '../../registry/push-image.ts';
import { writePushedImage } from '../../registry/pushed-images.ts';
import type { Registry } from '../../registry/registry-name.ts';
import { registryAuthFiles } from '../../settings.ts';
import type { Delivery } from './deliver-image.ts';

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
