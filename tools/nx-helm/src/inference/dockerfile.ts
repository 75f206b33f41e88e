import { join } from 'node:path';
import { createFileCache } from './file-cache.ts';
import { NxHelmError } from '../errors.ts';

/** What is built on, or copied from; flags stand before both. */
const references: readonly RegExp[] = [
  /^FROM\s+(?:--\S+\s+)*(\S+)/i,
  /^(?:COPY|ADD)\s+(?:--\S+\s+)*?--from=(\S+)/i,
];
/** What is mounted while a step runs, perhaps several. */
const mounts = /--mount=(?:\S*,)?from=([^\s,]+)/gi;

/**
 * The workspace's own images that a Dockerfile builds on. Such a reference is `<prefix>/<project>`
 * without a tag: the executor supplies the image itself, so that a tag can never be stale.
 */
export function baseImageProjects(
  dockerfile: string,
  imagePrefix: string,
  file = 'the Dockerfile',
): string[] {
  const found = new Set<string>();
  for (const line of instructions(dockerfile)) {
    for (const reference of referencesIn(line)) {
      const project = projectOf(unquoted(reference), imagePrefix, file);
      if (project !== undefined) found.add(project);
    }
  }
  return [...found];
}

const readText = createFileCache((text) => text);

/** A line that ends with a backslash goes on in the next; comments between them do not count. */
function instructions(dockerfile: string): string[] {
  const lines = dockerfile.split(/\r?\n/).filter((line) => !/^\s*#/.test(line));
  return lines
    .join('\n')
    .replaceAll(/\\[ \t]*\n/g, ' ')
    .split('\n')
    .map((line) => line.trim());
}

function referencesIn(line: string): string[] {
  if (/^RUN\s/i.test(line)) return [...flagsOf(line).matchAll(mounts)].map(([, name = '']) => name);
  return references.map((pattern) => pattern.exec(line)?.[1]).filter((name) => name !== undefined);
}

/** The flags of a RUN stand before its command, which may say anything. */
function flagsOf(line: string): string {
  return /^RUN\s+((?:--\S+\s+)*)/i.exec(line)?.[1] ?? '';
}

function unquoted(reference: string): string {
  return reference.replaceAll(/^["']|["']$/g, '');
}

/** With `docker.io/` before it, a name means what the registry has, and is none of the workspace's. */
function projectOf(reference: string, imagePrefix: string, file: string): string | undefined {
  if (!reference.startsWith(`${imagePrefix}/`)) return undefined;
  const project = reference.slice(imagePrefix.length + 1);
  if (/^[^:@/]+$/.test(project)) return project;
  const plain = reference.split(/[:@]/)[0] ?? '';
  throw new NxHelmError({
    code: 'NXHELM_BASE_IMAGE_TAG',
    what: `${file} names the workspace's own image as ${reference}; what was built last is used, so a tag or a digest says nothing`,
    command: `write ${plain} in ${file}, or docker.io/${reference} if the registry's image is meant`,
  });
}

export function readBaseImageProjects(
  workspaceRoot: string,
  file: string,
  imagePrefix: string,
): string[] {
  return baseImageProjects(readText(join(workspaceRoot, file)) ?? '', imagePrefix, file);
}
