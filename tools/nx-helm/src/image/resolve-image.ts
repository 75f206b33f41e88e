import { posix } from 'node:path';
import { NxHelmError } from '../errors.ts';
import type { ImageConfigFile } from './runtime-config.ts';
import type { StoredLayer, UnpackedArchive } from './unpack-archive.ts';

/** What an archive's manifest says belongs together, checked. */
export interface ResolvedImage {
  readonly configText: string;
  readonly config: ImageConfigFile;
  readonly layers: readonly StoredLayer[];
}

interface ManifestEntry {
  readonly Config: string;
  readonly Layers: readonly string[];
}

export function resolveImage(archive: UnpackedArchive, project: string): ResolvedImage {
  const manifest = JSON.parse(archive.documents.get('manifest.json') ?? '[]') as ManifestEntry[];
  const entry = manifest[0];
  const configText = archive.documents.get(entry?.Config ?? '');
  if (entry === undefined || configText === undefined) throw incomplete(project);
  const config = JSON.parse(configText) as ImageConfigFile;
  const layers = entry.Layers.map((name) => layerOf(archive, name, project));
  const expected = config.rootfs?.diff_ids ?? [];
  const isWhole =
    layers.length === expected.length &&
    layers.every(({ digest }, index) => digest === expected[index]);
  if (!isWhole) throw incomplete(project);
  return { configText, config, layers };
}

function layerOf({ layers, links }: UnpackedArchive, name: string, project: string): StoredLayer {
  const target = links.get(name);
  const resolved = target === undefined ? name : posix.join(posix.dirname(name), target);
  const layer = layers.get(resolved);
  if (layer === undefined) throw incomplete(project);
  return layer;
}

function incomplete(project: string): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_ARCHIVE_INCOMPLETE',
    project,
    what: "the engine's archive lacks its manifest, its configuration or a layer",
    command: `npx nx run ${project}:container --skip-nx-cache`,
  });
}
