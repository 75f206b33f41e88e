import { namesIn } from '../../preflight/host.mjs';
import type { Marker } from '../base/marker.ts';
import { hostPath, type Settings } from '../base/settings.ts';

const TASKS = '/run/containerd/io.containerd.runtime.v2.task';
const KUBERNETES = 'k8s.io';
const CONTAINERD_STATE = '/var/lib/containerd';

/** What containerd keeps for all that it serves; it stays while it serves others. */
export const CONTAINERD_PATHS = [CONTAINERD_STATE, '/opt/containerd', '/run/containerd'];

/**
 * Whether containerd serves others than Kubernetes: it did before the cluster was made, or somebody
 * (Docker, for example) has begun to use it since.
 */
export function servesOthers(marker: Pick<Marker, 'foundPaths'>, settings: Settings): boolean {
  if (marker.foundPaths.includes(CONTAINERD_STATE)) return true;
  const namespaces = namesIn(hostPath(settings, TASKS)).filter((name) => name !== KUBERNETES);
  return namespaces.some((name) => namesIn(hostPath(settings, `${TASKS}/${name}`)).length > 0);
}
