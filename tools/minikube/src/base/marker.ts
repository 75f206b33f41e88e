import { rmSync } from 'node:fs';
import { readOptional, writeWhole } from '@taskora/base/files';
import { refusalFor } from './refuse-for.ts';
import { markerFile, type Settings } from './settings.ts';

/** What this tool made and what it found, so that it can be brought back and taken away. */
export interface Marker {
  readonly provider: 'minikube-start' | 'modules';
  /** The name of Minikube's profile, which is also the kube-context. */
  readonly profile: string;
  /** Docker or podman for minikube-start, none for the third. */
  readonly driver: string;
  /** False when the profile was there before; then it is not ours to delete. */
  readonly created: boolean;
  /** True once our own first `minikube start` of the provider modules has begun. */
  readonly begun?: boolean;
  /** True once `minikube start` has succeeded. */
  readonly started: boolean;
  /** Paths that were there before the provider modules began; they are never removed. */
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
  throw refusalFor({
    code: 'MARKER_BROKEN',
    what: `${path}, the record of what this tool has made here, is damaged`,
    fix: `mv ${path} ${path}.broken (its cluster then counts as made by somebody else)`,
  });
}

function parse(text: string): Marker | undefined {
  try {
    const marker = withProvider(JSON.parse(text) as Partial<Marker> & OldMarker);
    const { provider, profile, created } = marker;
    const isKnown = provider === 'minikube-start' || provider === 'modules';
    const isWhole = isKnown && typeof profile === 'string' && typeof created === 'boolean';
    return isWhole ? (marker as Marker) : undefined;
  } catch {
    return undefined;
  }
}

interface OldMarker {
  readonly way?: string;
}

/** Version 0.2 writes the provider as `way`, and minikube-start as `engine`; its clusters may still run. */
function withProvider({ way, ...marker }: Partial<Marker> & OldMarker): Partial<Marker> {
  if (way === undefined) return marker;
  return { ...marker, provider: way === 'engine' ? 'minikube-start' : (way as Marker['provider']) };
}

export function writeMarker(settings: Settings, marker: Marker): Marker {
  writeWhole(markerFile(settings), `${JSON.stringify(marker, null, 2)}\n`, 0o600);
  return marker;
}

export const removeMarker = (settings: Settings): void =>
  rmSync(markerFile(settings), { force: true });
