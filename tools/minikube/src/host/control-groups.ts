import { readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { readOptional } from '@taskora/base/files';
import { hostPath, type Settings } from '../base/settings.ts';

/** Every folder of the control groups named for pods, outermost first. */
export function podGroups(settings: Settings): string[] {
  const root = hostPath(settings, '/sys/fs/cgroup');
  const tops = ['', ...safeNames(root)].map((name) => join(root, name));
  const found = tops.flatMap((top) =>
    safeNames(top)
      .filter((name) => /^kubepods(\.slice)?$/.test(name))
      .map((name) => join(top, name)),
  );
  return [...new Set(found)].flatMap(groupsBelow);
}

const groupsBelow = (folder: string): string[] => [
  folder,
  ...safeNames(folder).flatMap((name) => groupsBelow(join(folder, name))),
];

function safeNames(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch {
    return [];
  }
}

export function removePodGroups(settings: Settings): void {
  for (const folder of podGroups(settings).reverse()) {
    try {
      rmdirSync(folder);
    } catch {
      // A group with a process in it stays; there is none once the cluster is down.
    }
  }
}

/** The processes of a control group. */
export const processesIn = (group: string): number[] =>
  (readOptional(join(group, 'cgroup.procs')) ?? '').split('\n').filter(Boolean).map(Number);
