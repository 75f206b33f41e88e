import { join } from 'node:path';
import { createFileCache } from './file-cache.ts';

const fromLine = /^\s*FROM\s+(?:--platform=\S+\s+)?(\S+)/i;
const copyFromLine = /^\s*COPY\s+(?:--\S+\s+)*?--from=(\S+)/i;

/**
 * The workspace's own images that a Dockerfile builds on. Such a reference is `<prefix>/<project>`
 * without a tag: the executor supplies the image itself, so that a tag can never be stale.
 */
export function baseImageProjects(dockerfile: string, imagePrefix: string): string[] {
  const found = new Set<string>();
  for (const line of dockerfile.split(/\r?\n/)) {
    const reference = (fromLine.exec(line) ?? copyFromLine.exec(line))?.[1];
    if (reference?.startsWith(`${imagePrefix}/`))
      found.add(reference.slice(imagePrefix.length + 1));
  }
  return [...found];
}

const readText = createFileCache((text) => text);

export function readBaseImageProjects(
  workspaceRoot: string,
  file: string,
  imagePrefix: string,
): string[] {
  return baseImageProjects(readText(join(workspaceRoot, file)) ?? '', imagePrefix);
}
