import { mkdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from '../../preflight/host.mjs';
import { readOptional } from '@taskora/base/files';
import { must, type Runner } from '../base/run.ts';
import { hostPath, type Settings } from '../base/settings.ts';

const FOLDER = '/run/netns';

const mountPoints = (mounts: string): string[] =>
  mounts.split('\n').flatMap((line) => line.split(' ')[4] ?? []);

/**
 * Makes the folder of network namespaces a mount of its own, and a shared one, before there are any pods.
 * `podman run` with a network and `ip netns add` do that where it is none, and thereby mount each
 * namespace that is there a second time: its pod could then never be removed ("device or resource busy").
 */
export async function shareNetworkNamespaces(
  settings: Settings,
  runner: Runner,
  mounts = readOptional('/proc/self/mountinfo') ?? '',
): Promise<void> {
  const folder = hostPath(settings, FOLDER);
  const points = mountPoints(mounts);
  if (points.some((point) => point === folder || point.startsWith(`${folder}/`))) return;
  mkdirSync(folder, { recursive: true });
  await must(runner, 'mount', ['--bind', folder, folder]);
  await must(runner, 'mount', ['--make-shared', folder]);
}

/** Network namespaces that containerd made for pods and that no process lives in any more. */
export async function removeNetworks(
  settings: Settings,
  runner: Runner,
  mounts = readOptional('/proc/self/mountinfo') ?? '',
): Promise<void> {
  const folder = hostPath(settings, FOLDER);
  const used = namespacesInUse();
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    if (!name.startsWith('cni-') || used.has(statSync(path).ino)) continue;
    await runner('ip', ['netns', 'delete', name]);
  }
  await runner('ip', ['link', 'delete', 'bridge', 'type', 'bridge']);
  // An empty one is of use to nobody; whoever needs it makes it anew.
  if (namesIn(folder).length === 0 && mountPoints(mounts).includes(folder))
    await runner('umount', [folder]);
}

function namespacesInUse(): Set<number> {
  const numbers = namesIn('/proc').filter((name) => /^\d+$/.test(name));
  return new Set(numbers.flatMap((pid) => networkNamespaceOf(pid) ?? []));
}

function networkNamespaceOf(pid: string): number | undefined {
  try {
    return Number(/\d+/.exec(readlinkSync(`/proc/${pid}/ns/net`))?.[0]);
  } catch {
    return undefined;
  }
}
