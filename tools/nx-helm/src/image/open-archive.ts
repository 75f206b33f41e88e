import type { Readable } from 'node:stream';
import { distinctLayers, readConfig, streamParts } from './archive-parts.ts';
import type { ImageDescription } from './image-description.ts';
import { layerName, readImage } from './image-description.ts';

export interface ImageArchive {
  readonly image: ImageDescription;
  /** A docker-archive, which docker, podman, containerd and minikube load. */
  readonly bytes: Readable;
}

/** Puts the archive of an image together from its own layers and those of its base images. */
export async function openArchive(workspaceRoot: string, project: string): Promise<ImageArchive> {
  const image = readImage(workspaceRoot, project);
  const layers = distinctLayers(image).map((layer) => ({ layer, name: layerName(layer.digest) }));
  const manifest = [
    {
      Config: 'config.json',
      RepoTags: [image.reference],
      Layers: image.layers.map(({ digest }) => layerName(digest)),
    },
  ];
  const documents = new Map([
    ['manifest.json', JSON.stringify(manifest)],
    ['config.json', await readConfig(workspaceRoot, image)],
  ]);
  return { image, bytes: await streamParts({ workspaceRoot, project, documents, layers }) };
}
