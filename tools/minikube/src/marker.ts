import { rmSync } from 'node:fs';
import { readOptional, writeWhole } from './files.ts';
import { markerFile, type Settings } from './settings.ts';

/** What this tool made and what it found, so that it can be brought back and taken away. */
export interface Marker {
  readonly way: 'engine' | 'modules';
  /** The name of Minikube's profile, which is also the kube-context. */
  readonly profile: string;
  /** Docker or podman for the second way, none for the third. */
  readonly driver: string;
  /** False when the profile was there before; then it is not ours to delete. */
  readonly created: boolean;
  /** True once `minikube start` has succeeded. */
  readonly started: boolean;
  /** Paths that were there before the third way began; they are never removed. */
  readonly foundPaths: readonly string[];
  /** The containerd configuration that was there before, or null where there was none. */
  readonly containerdConfig: string | null;
  /** The images that were put into containerd, by the hashes of their programs. */
  readonly images?: string;
}

export function readMarker(settings: Settings): Marker | undefined {
  const text = readOptional(markerFile(settings));
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Marker;
  } catch {
    return undefined;
  }
}

export function writeMarker(settings: Settings, marker: Marker): Marker {
  writeWhole(markerFile(settings), `${JSON.stringify(marker, null, 2)}\n`, 0o600);
  return marker;
}

export const removeMarker = (settings: Settings): void =>
  rmSync(markerFile(settings), { force: true });
