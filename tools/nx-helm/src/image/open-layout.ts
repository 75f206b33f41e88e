import type { Readable } from 'node:stream';
import { distinctLayers, readConfig, streamParts } from './archive-parts.ts';
import { digestOf } from './digest.ts';
import type { ImageDescription } from './image-description.ts';
import { readImage } from './image-description.ts';

const mediaTypes = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar',
};

/**
 * The image as an OCI layout without the layers that its receiver has already, by digest: containerd
 * takes one that names what it has. The manifest is the one that it makes of a docker-archive itself.
 * Source: the image layout of the OCI image specification.
 */
export async function openLayout(
  workspaceRoot: string,
  project: string,
  held: ReadonlySet<string>,
): Promise<Readable> {
  const image = readImage(workspaceRoot, project);
  const config = await readConfig(workspaceRoot, image);
  const manifest = JSON.stringify(manifestOf(image, config));
  const digest = digestOf(manifest);
  const documents = new Map([
    ['oci-layout', JSON.stringify({ imageLayoutVersion: '1.0.0' })],
    ['index.json', JSON.stringify(indexOf(image, digest, manifest))],
    [blobName(digest), manifest],
    [blobName(image.configDigest), config],
  ]);
  const layers = distinctLayers(image)
    .filter((layer) => !held.has(layer.digest))
    .map((layer) => ({ layer, name: blobName(layer.digest) }));
  return streamParts({ workspaceRoot, project, documents, layers });
}

function manifestOf({ configDigest, layers }: ImageDescription, config: string) {
  const size = Buffer.byteLength(config);
  return {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, digest: configDigest, size },
    layers: layers.map((layer) => ({
      mediaType: mediaTypes.layer,
      digest: layer.digest,
      size: layer.sizeBytes,
    })),
  };
}

function indexOf({ reference }: ImageDescription, digest: string, manifest: string) {
  const annotations = { 'io.containerd.image.name': reference };
  const size = Buffer.byteLength(manifest);
  const entry = { mediaType: mediaTypes.manifest, digest, size, annotations };
  return { schemaVersion: 2, manifests: [entry] };
}

function blobName(digest: string): string {
  return `blobs/${digest.replace(':', '/')}`;
}
