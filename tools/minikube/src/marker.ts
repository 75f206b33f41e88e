import { rmSync } from 'node:fs';
import { UserError } from '@taskora/base/errors';
import { readOptional, writeWhole } from '@taskora/base/files';
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
  /** True once our own first `minikube start` of the third way has begun. */
  readonly begun?: boolean;
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
  const marker = parse(text);
  if (marker !== undefined) return marker;
  const path = markerFile(settings);
  // Without it, a cluster of ours would be taken for somebody else's, and paths of others for ours.
  throw new UserError(
    'MARKER_BROKEN',
    `${path}, which says what this tool has made here, cannot be read`,
    `mv ${path} ${path}.broken, then run this command again; what it had made then counts as found`,
  );
}

function parse(text: string): Marker | undefined {
  try {
    const { way, profile, created } = JSON.parse(text) as Partial<Marker>;
    const whole = (way === 'engine' || way === 'modules') && typeof profile === 'string';
    return whole && typeof created === 'boolean' ? (JSON.parse(text) as Marker) : undefined;
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
