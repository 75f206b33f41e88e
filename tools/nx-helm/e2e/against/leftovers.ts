import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { commandLineOf, readProcessTable, workingFolderOf } from '@taskora/base/processes';
import { installed } from '../worktree.ts';

/** Running processes whose program, arguments or working folder are of the folder. */
export function processesOf(folder: string): string[] {
  return [...readProcessTable().keys()].flatMap((pid) => {
    const commandLine = commandLineOf(pid).join(' ');
    const isOfFolder = commandLine.includes(folder) || workingFolderOf(pid)?.startsWith(folder);
    return isOfFolder === true ? [`${pid} ${commandLine}`] : [];
  });
}

/** Files below the folder that have one of the texts, but for what is installed there. */
export function filesWith(folder: string, texts: readonly string[]): string[] {
  const left = new Set(['.git', ...installed].map((each) => join(folder, each)));
  const found: string[] = [];
  const visit = (place: string): void => {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      const path = join(place, entry.name);
      if (left.has(path)) continue;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) {
        const content = readFileSync(path);
        if (texts.some((text) => content.includes(text))) found.push(relative(folder, path));
      }
    }
  };
  visit(folder);
  return found;
}
