import { posix } from 'node:path';
import type { Tree } from '@nx/devkit';
import { getProjects } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';

/** Helm's limit for the name of a release; it is narrower than that of a Service or an image. */
const longestName = 53;

/** A name that an image, a release, a Service and a label can all have. */
export function checkedName(name: string, generator: string): string {
  if (/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name) && name.length <= longestName) return name;
  throw new UserError(
    'NXHELM_NAME_INVALID',
    `"${name}" cannot name an image and a release: it takes lower-case letters, digits and single hyphens, a letter first, ${longestName} characters at most`,
    `npx nx g @taskora/nx-helm:${generator} my-${generator}`,
  );
}

/** A project's folder must be new: a generator never writes among somebody's files. */
export function newProjectFolder(tree: Tree, name: string, folder: string): string {
  if (getProjects(tree).has(name)) {
    throw new UserError(
      'NXHELM_PROJECT_EXISTS',
      `the workspace has a project named ${name} already`,
      `choose another name; npx nx show project ${name} shows the one that is there`,
      { project: name },
    );
  }
  return newFolder(tree, folder, '--directory');
}

export function newFolder(tree: Tree, given: string, option: string): string {
  const folder = insideWorkspace(given, option);
  if (tree.exists(folder) && (tree.isFile(folder) || tree.children(folder).length > 0)) {
    throw new UserError(
      'NXHELM_FOLDER_EXISTS',
      `the folder ${folder} exists and is not empty`,
      `remove it, or choose another by ${option}`,
    );
  }
  return folder;
}

function insideWorkspace(given: string, option: string): string {
  const folder = posix.normalize(given.replaceAll('\\', '/')).replace(/\/$/, '');
  const isInside = folder !== '.' && !folder.startsWith('..') && !posix.isAbsolute(folder);
  if (isInside && /^[\w@.][\w@./-]*$/.test(folder)) return folder;
  throw new UserError(
    'NXHELM_FOLDER_INVALID',
    `"${given}" is no folder below the workspace that every program can be given`,
    `choose a folder like apps/my-service by ${option}`,
  );
}

/** A value from a fixed list. Nx checks it as well, but only when it is the one who starts the generator. */
export function oneOf<Choice extends string>(
  choices: readonly Choice[],
  given: string,
  option: string,
): Choice {
  const found = choices.find((choice) => choice === given);
  if (found !== undefined) return found;
  throw new UserError(
    'NXHELM_CHOICE_UNKNOWN',
    `${option} is "${given}", which is not one of ${choices.join(', ')}`,
    `give ${option} one of these`,
  );
}

/** What a service can be made of. */
export const serviceKinds = ['node', 'next', 'fastapi'] as const;
export type ServiceKind = (typeof serviceKinds)[number];

/** A chart can also be for an image of which nothing is known. */
export const chartKinds = [...serviceKinds, 'other'] as const;
export type ChartKind = (typeof chartKinds)[number];

/** Commands that images of a kind can run without a shell. */
interface KindCommands {
  /** Exits with 0 if the address that is appended answers well. Empty: there is no such command. */
  readonly test: readonly string[];
  /** Waits as many seconds as are appended. */
  readonly drain: readonly string[];
}

const node: KindCommands = {
  test: [
    'node',
    '-e',
    'fetch(process.argv[1], { signal: AbortSignal.timeout(10000) }).then((answer) => { console.log(answer.status); process.exitCode = answer.ok ? 0 : 1; });',
  ],
  drain: ['node', '-e', 'setTimeout(() => undefined, Number(process.argv[1]) * 1000)'],
};

const python: KindCommands = {
  test: [
    'python3',
    '-c',
    'import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1], timeout=10).status)',
  ],
  drain: ['python3', '-c', 'import sys, time; time.sleep(float(sys.argv[1]))'],
};

export const kindCommands: Readonly<Record<ChartKind, KindCommands>> = {
  node,
  next: node,
  fastapi: python,
  other: { test: [], drain: ['sleep'] },
};
