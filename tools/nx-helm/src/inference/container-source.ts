import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { createFileCache } from '../base/file-cache.ts';
import { isPlainObject } from '../base/plain-object.ts';
import type { ChartFacts } from '../chart/chart-file.ts';
import { readChart } from '../chart/chart-file.ts';
import type { Inputs } from './options.ts';
import type { DeclaredOptions, DeclaredProject } from './project-files.ts';
import { linkedInputs, readOwner } from './project-files.ts';

type Place = Pick<DeclaredProject, 'name' | 'root'>;

/** The Dockerfile that builds the image: the one beside the project, unless it names another. */
export function dockerfileOf(found: string, place: Place, declared: DeclaredOptions = {}): string {
  return pathOf('file', place, declared) ?? found;
}

/**
 * Where project.json itself says what an image is built from, the cache's inputs have to include
 * that. The target's configurations and nx.json's targetDefaults are not read.
 */
export function declaredContainerInputs(
  workspaceRoot: string,
  project: DeclaredProject,
  target: string,
): Inputs {
  const declared = project.targetOptions.get(target) ?? {};
  const file = pathOf('file', project, declared);
  const context = pathOf('context', project, declared);
  const files = file === undefined ? [] : [file, `${file}.dockerignore`];
  const folders = context === undefined ? [] : [posix.join(context, '**/*')];
  const named = [...files, ...folders].map((path) => `{workspaceRoot}/${path}`);
  return [...named, ...linkedInputs(workspaceRoot, files)];
}

/** Relative to the workspace, with the names that Nx knows in options. */
function pathOf(
  option: string,
  { name, root }: Place,
  declared: DeclaredOptions,
): string | undefined {
  const given = declared[option];
  if (given === undefined) return undefined;
  const path = posix.normalize(
    String(given)
      .replaceAll('{workspaceRoot}', '.')
      .replaceAll('{projectRoot}', root)
      .replaceAll('{projectName}', name),
  );
  const isInside = given !== '' && !posix.isAbsolute(path) && !/^\.\.(\/|$)/.test(path);
  if (typeof given === 'string' && isInside) return path;
  throw new UserError(
    'NXHELM_SOURCE_OUTSIDE',
    `the option ${option} of its image is ${JSON.stringify(given)}, which is not a path in the workspace`,
    `correct the container target in the project.json of ${name}`,
    { project: name },
  );
}

/** `<<EOF`, `<<-EOF`, `<<"EOF"`; `<<<` is not a heredoc. */
const heredocs = /(?:^|\s)\d*<<(-?)(["']?)([^\s"'<]+)\2(?=\s|$)/g;

/** Only these instructions take a heredoc, whose text may be in the form of instructions. */
const takesText = /^(?:RUN|COPY|ADD)\s/i;

/**
 * The instructions of a Dockerfile, each in one line and without the texts below it. A line that ends
 * with a backslash goes on in the next; comments between them do not count.
 */
function instructions(dockerfile: string): string[] {
  const lines = dockerfile.split(/\r?\n/);
  const found: string[] = [];
  let open = '';
  for (let next = 0; next < lines.length; next += 1) {
    const line = lines[next] ?? '';
    if (/^\s*#/.test(line)) continue;
    const goesOn = /\\[ \t]*$/.exec(line);
    open += goesOn === null ? line : `${line.slice(0, goesOn.index)} `;
    if (goesOn !== null) continue;
    const instruction = open.trim();
    open = '';
    found.push(instruction);
    if (takesText.test(instruction)) next = endOfTexts(lines, next, instruction);
  }
  return [...found, open.trim()];
}

/** The line that ends the last text which an instruction takes. */
function endOfTexts(lines: readonly string[], start: number, instruction: string): number {
  let end = start;
  for (const [, dash, , word] of instruction.matchAll(heredocs)) {
    const isEnd = (line: string): boolean =>
      (dash === '' ? line : line.replace(/^\t+/, '')) === word;
    const found = lines.findIndex((line, index) => index > end && isEnd(line));
    // Without its end, the engine refuses the file.
    end = found < 0 ? lines.length : found;
  }
  return end;
}

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
type Arguments = Readonly<Record<string, unknown>>;

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

/** With `docker.io/` before it, a name means the registry's image and not the workspace's. */
function projectOf(reference: string, imagePrefix: string, file: string): string | undefined {
  if (!reference.startsWith(`${imagePrefix}/`)) return undefined;
  const project = reference.slice(imagePrefix.length + 1);
  if (/^[^:@/]+$/.test(project)) return project;
  const plain = reference.split(/[:@]/)[0] ?? '';
  throw new UserError(
    'NXHELM_BASE_IMAGE_TAG',
    `${file} names the workspace's own image as ${reference}; the last build is used, so a tag or a digest has no effect`,
    `write ${plain} in ${file}, or docker.io/${reference} if the registry's image is meant`,
  );
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

/** The images of a chart: what it declares, else the image of the Dockerfile in the same project. */
export function imagesOf(
  workspaceRoot: string,
  project: DeclaredProject,
  chart: ChartFacts,
): Readonly<Record<string, string>> {
  if (chart.isLibrary) return {};
  if (chart.declaredImages !== undefined) return chart.declaredImages;
  const hasDockerfile = existsSync(join(workspaceRoot, project.root, 'Dockerfile'));
  return hasDockerfile ? { image: project.name } : {};
}

/**
 * Names of all projects whose image some chart uses; only these are taken to a cluster or a registry. A chart
 * that no command deploys counts, too: it may be published, or be a part of another one.
 */
export function projectsWhoseImageIsUsed(
  workspaceRoot: string,
  files: readonly string[],
): Set<string> {
  const used = new Set<string>();
  for (const file of files.filter((path) => posix.basename(path) === 'Chart.yaml')) {
    for (const name of imagesUsedBy(workspaceRoot, file)) used.add(name);
  }
  return used;
}

function imagesUsedBy(workspaceRoot: string, file: string): string[] {
  try {
    const project = readOwner(workspaceRoot, file);
    if (project === undefined) return [];
    return Object.values(imagesOf(workspaceRoot, project, readChart(workspaceRoot, file)));
  } catch {
    // A broken file is reported once, for itself, when its own nodes are made.
    return [];
  }
}
