import { join } from 'node:path';
import { createFileCache } from './file-cache.ts';
import { isPlainObject } from '../plain-object.ts';
import { NxHelmError } from '../errors.ts';
import { instructions } from './dockerfile-instructions.ts';
import type { DeclaredOptions } from './project-files.ts';

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
  given: Arguments = {},
): string[] {
  const found = new Set<string>();
  const values = new Map<string, string>();
  for (const line of instructions(dockerfile)) {
    for (const [name, value] of argumentsIn(line)) {
      const own = given[name] ?? value;
      if (own !== undefined) values.set(name, expanded(unquoted(String(own)), values));
    }
    for (const reference of referencesIn(line)) {
      const project = projectOf(expanded(unquoted(reference), values), imagePrefix, file);
      if (project !== undefined) found.add(project);
    }
  }
  return [...found];
}

/** What a project sets of the Dockerfile's arguments. */
export type Arguments = Readonly<Record<string, unknown>>;

const readText = createFileCache((text) => text);

function referencesIn(line: string): string[] {
  if (/^RUN\s/i.test(line)) return [...flagsOf(line).matchAll(mounts)].map(([, name = '']) => name);
  return references.map((pattern) => pattern.exec(line)?.[1]).filter((name) => name !== undefined);
}

/** `ARG A=1 B`, of which the second has what the build is given, or nothing. */
function argumentsIn(line: string): (readonly [name: string, value: string | undefined])[] {
  const [, list = ''] = /^ARG\s+(.*)$/i.exec(line) ?? [];
  return [...list.matchAll(/(\w+)(?:=("[^"]*"|'[^']*'|\S*))?/g)].map(
    ([, name = '', value]) => [name, value] as const,
  );
}

const variable = /\$(?:(\w+)|\{(\w+)(?:(:?[-+])([^}]*))?\})/g;

/** As the engines do it: with a colon, an empty value counts as none. */
function expanded(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(
    variable,
    (_all, bare?: string, braced?: string, operator = '', word = '') => {
      const value = values.get(bare ?? braced ?? '');
      const isSet = value !== undefined && !(operator.startsWith(':') && value === '');
      if (operator.endsWith('+')) return isSet ? word : '';
      if (operator.endsWith('-') && !isSet) return expanded(word, values);
      return value ?? '';
    },
  );
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
  declared: DeclaredOptions = {},
): string[] {
  const { buildArguments } = declared;
  const given = isPlainObject(buildArguments) ? buildArguments : {};
  return baseImageProjects(readText(join(workspaceRoot, file)) ?? '', imagePrefix, file, given);
}
