import { existsSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Runner } from '../run.ts';
import { hostPath, type Settings } from '../settings.ts';

/** Network namespaces that containerd made for pods and that no process lives in any more. */
export async function removeNetworks(settings: Settings, runner: Runner): Promise<void> {
  const folder = hostPath(settings, '/run/netns');
  const used = namespacesInUse();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const path = join(folder, name);
    if (!name.startsWith('cni-') || used.has(statSync(path).ino)) continue;
    await runner('ip', ['netns', 'delete', name]);
  }
  await runner('ip', ['link', 'delete', 'bridge', 'type', 'bridge']);
}

function namespacesInUse(): Set<number> {
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Set(numbers.flatMap((pid) => networkNamespaceOf(pid) ?? []));
}

function networkNamespaceOf(pid: string): number | undefined {
  try {
    return Number(/\d+/.exec(readlinkSync(`/proc/${pid}/ns/net`))?.[0]);
  } catch {
    return undefined;
  }
}
