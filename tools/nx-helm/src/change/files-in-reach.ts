import type { ProjectGraph } from '@nx/devkit';
import { compareText } from '../base/text.ts';
import { reachOf } from './file-sets.ts';
import { contentHash } from './snapshot.ts';

interface FileData {
  readonly file: string;
  readonly hash: string;
}

/** All files that Nx sees, with its hash of each: those of projects, and those of none. */
export interface WorkspaceFiles {
  readonly projectFileMap: Readonly<Record<string, readonly FileData[]>>;
  readonly globalFiles: readonly FileData[];
}

/** What a file set can select from, without which of it that is. */
export interface FilesInReach {
  /** Equal ones have equal files with equal owners in reach, whatever a set selects of them. */
  digestOf(fileSet: string): string;
  /** Whether one of these paths is in reach; a path that is a folder counts with all in it. */
  holds(fileSet: string, paths: readonly string[]): boolean;
}

/** Compares no file with a pattern: that is what takes Nx most of a forecast of many services. */
export function filesInReach(
  { projectFileMap, globalFiles }: WorkspaceFiles,
  { nodes }: ProjectGraph,
): FilesInReach {
  const lineOf = ({ file, hash }: FileData, owner: string): readonly [string, string] => [
    file,
    `${file}\0${hash}\0${owner}`,
  ];
  const all = [
    ...Object.entries(projectFileMap).flatMap(([name, files]) =>
      files.map((each) => lineOf(each, name)),
    ),
    ...globalFiles.map((each) => lineOf(each, '')),
  ].toSorted(([one], [other]) => compareText(one, other));
  const below = (beginning: string): string[] => {
    const lines: string[] = [];
    for (let index = firstAt(all, beginning); index < all.length; index += 1) {
      const [file, line] = all[index] ?? ['', ''];
      if (!file.startsWith(beginning)) break;
      lines.push(line);
    }
    return lines;
  };
  const digests = new Map<string, string>();
  const digestOf = (fileSet: string): string => {
    const reach = reachOf(fileSet);
    const lines =
      reach.kind === 'project'
        ? (projectFileMap[reach.name] ?? []).map((each) => lineOf(each, reach.name)[1]).toSorted()
        : reach.beginnings.flatMap(below);
    return contentHash(lines.join('\n'));
  };
  return {
    digestOf: (fileSet) => {
      const known = digests.get(fileSet) ?? digestOf(fileSet);
      digests.set(fileSet, known);
      return known;
    },
    holds: (fileSet, paths) => {
      const reach = reachOf(fileSet);
      if (reach.kind === 'beginnings') return reach.beginnings.some((one) => isUnder(one, paths));
      const root = nodes[reach.name]?.data.root ?? '.';
      return isUnder(root === '.' ? '' : `${root}/`, paths);
    },
  };
}

/** Where files that begin so would be; the list is sorted by path. */
function firstAt(lines: readonly (readonly [string, string])[], beginning: string): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareText(lines[middle]?.[0] ?? '', beginning) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isUnder(beginning: string, paths: readonly string[]): boolean {
  return paths.some((path) => path.startsWith(beginning) || beginning.startsWith(`${path}/`));
}
