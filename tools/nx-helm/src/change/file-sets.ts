import type { ProjectGraph } from '@nx/devkit';

/**
 * What the instructions of one plan of Nx say, read without a file of the workspace. The forms are those
 * that Nx 23 prints in `nx show target <project>:<target> --inputs`.
 */
export interface PlanInputs {
  /** Instructions that select files, as Nx gives them. */
  readonly fileSets: readonly string[];
  readonly runtime: readonly string[];
  readonly environment: readonly string[];
  readonly external: readonly string[];
}

export const allPackages = 'AllExternalDependencies';
export const configurationMark = ':ProjectConfiguration';

const rootMark = '{workspaceRoot}/';
const workspaceSet = /^workspace:\[(.*)\]$/s;
const tsConfigMark = ':TsConfig';
const tsConfigFiles = ['tsconfig.base.json', 'tsconfig.json'];

const sorts = ['runtime', 'env', 'workspace'];

/** Whether a project's name could be taken for another part of an instruction. */
export function hasAmbiguousNames({ nodes }: ProjectGraph): boolean {
  return Object.keys(nodes).some((name) => name.includes(':') || sorts.includes(name));
}

/** Nothing where one instruction has a form that is not known: then only Nx can say what it selects. */
export function readInstructions(
  instructions: readonly string[],
  { nodes, externalNodes = {} }: ProjectGraph,
): PlanInputs | undefined {
  const fileSets: string[] = [];
  const runtime: string[] = [];
  const environment: string[] = [];
  const external: string[] = [];
  for (const text of instructions) {
    const mark = text.indexOf(':');
    const [sort, rest] = [text.slice(0, mark), text.slice(mark + 1)];
    if (text === allPackages || text in externalNodes) external.push(text);
    else if (sort === 'runtime') runtime.push(rest);
    else if (sort === 'env') environment.push(rest);
    else if (sort === 'workspace') fileSets.push(text);
    else if (sort in nodes) fileSets.push(...(text.endsWith(configurationMark) ? [] : [text]));
    // A pattern of outputs before the outputs that it selects from: of tasks, and no file of a commit.
    else if (!sort.includes('*')) return undefined;
  }
  return { fileSets, runtime, environment, external };
}

/**
 * Whether one of these paths can be a file that the set selects. Rather too often than not: a project's set
 * counts as its whole folder, and a pattern of the workspace as all below what it begins with.
 */
export function mayHold(
  fileSet: string,
  paths: readonly string[],
  { nodes }: ProjectGraph,
): boolean {
  const patterns = workspaceSet.exec(fileSet)?.[1];
  if (patterns !== undefined) return beginningsOf(patterns).some((one) => isUnder(one, paths));
  if (fileSet.endsWith(tsConfigMark)) return tsConfigFiles.some((one) => paths.includes(one));
  const root = nodes[fileSet.slice(0, fileSet.indexOf(':'))]?.data.root;
  return root === undefined || root === '.' || isUnder(`${root}/`, paths);
}

/** Up to the first sign of a pattern; one that excludes files selects none. */
function beginningsOf(patterns: string): string[] {
  return patterns
    .split(/,(?=!?\{workspaceRoot\}\/)/)
    .filter((pattern) => !pattern.startsWith('!'))
    .map((pattern) =>
      pattern.startsWith(rootMark)
        ? (/^[^*?[{(!@+\\]*/.exec(pattern.slice(rootMark.length))?.[0] ?? '')
        : '',
    );
}

/** A path that git names can also be a folder: another repository within this one. */
function isUnder(beginning: string, paths: readonly string[]): boolean {
  return paths.some((path) => path.startsWith(beginning) || beginning.startsWith(`${path}/`));
}
