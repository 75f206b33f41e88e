import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeOwnFolder } from '../base/own-folder.mjs';
import type { PodOfRelease, Volume, VolumeSource } from './pod-template.ts';
import type { Settings, SettingsQuestion, StoredSettings } from './stored-settings.ts';

/** The files of one mount, by their paths below it; of a mount that is a file, the empty path. */
export interface MountedFiles {
  readonly mountPath: string;
  readonly files: ReadonlyMap<string, Buffer>;
}

/** What ConfigMaps and Secrets bring into the container's file system. */
export async function readMountedFiles(
  { container, template }: PodOfRelease,
  settings: StoredSettings,
): Promise<MountedFiles[]> {
  const mounts: MountedFiles[] = [];
  for (const { name, mountPath, subPath = '' } of container.volumeMounts ?? []) {
    const volume = template.spec.volumes?.find((each) => each.name === name);
    const files = new Map<string, Buffer>();
    for (const source of sourcesOf(volume))
      for (const [path, content] of await readSource(source, settings))
        if (subPath === '') files.set(path, content);
        else if (path === subPath) files.set('', content);
        else if (path.startsWith(`${subPath}/`)) files.set(path.slice(subPath.length + 1), content);
    if (files.size > 0) mounts.push({ mountPath, files });
  }
  return mounts;
}

function sourcesOf(volume: Volume | undefined): readonly VolumeSource[] {
  return volume === undefined ? [] : [volume, ...(volume.projected?.sources ?? [])];
}

async function readSource(
  { configMap, secret }: VolumeSource,
  settings: StoredSettings,
): Promise<Settings> {
  const name = configMap?.name ?? secret?.secretName ?? secret?.name;
  if (name === undefined) return new Map();
  const { items, optional } = configMap ?? secret ?? {};
  const kind = configMap === undefined ? 'Secret' : 'ConfigMap';
  const question: SettingsQuestion = { kind, name, optional };
  if (items === undefined) return settings.all(question);
  const chosen = new Map<string, Buffer>();
  for (const { key, path } of items) {
    const content = await settings.one(question, key);
    if (content !== undefined) chosen.set(path, content);
  }
  return chosen;
}

/** Where Linux has a file system that no disk is behind. */
const memoryFolder = '/dev/shm';
const temporaryFileSystem = 0x01021994;

/** Files in memory, which go away with the run, and variables that name them there. */
export interface FilesInMemory {
  readonly folder: string;
  readonly variables: Map<string, string>;
  remove(): void;
}

/** Undefined where this machine would write them to a disk. */
export function filesInMemory(
  mounts: readonly MountedFiles[],
  variables: ReadonlyMap<string, string>,
  place = memoryFolder,
): FilesInMemory | undefined {
  if (!isInMemory(place)) return undefined;
  // A run that was killed has left its own.
  const { folder } = makeOwnFolder('dev', place);
  for (const { mountPath, files } of mounts) {
    for (const [path, content] of files) {
      const file = join(folder, mountPath, path);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      writeFileSync(file, content, { mode: 0o600 });
    }
  }
  const changed = [...variables].map(
    ([name, value]) => [name, withFolder(value, mounts, folder)] as const,
  );
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  return { folder, variables: new Map(changed), remove };
}

function isInMemory(place: string): boolean {
  try {
    return statfsSync(place).type === temporaryFileSystem;
  } catch {
    return false;
  }
}

/** Where a value names a mount, or a path in it. */
function withFolder(value: string, mounts: readonly MountedFiles[], folder: string): string {
  let changed = value;
  for (const { mountPath } of mounts) {
    const pattern = new RegExp(`(?<=^|[\\s=:,;"']|://)${escaped(mountPath)}(?=$|[/\\s:,;"'])`, 'g');
    changed = changed.replaceAll(pattern, () => join(folder, mountPath));
  }
  return changed;
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
