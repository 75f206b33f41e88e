import type { ProjectGraph } from '@nx/devkit';

/**
 * What the instructions of one plan of Nx say, read without a file of the workspace. The forms are those of
 * Nx 23, as its hash planner gives them.
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

/** Where the files lie that a file set can select; rather more than it does. */
export type Reach =
  | { readonly kind: 'project'; readonly name: string }
  /** What paths begin with, relative to the workspace. */
  | { readonly kind: 'beginnings'; readonly beginnings: readonly string[] };

const rootMark = '{workspaceRoot}/';
const workspaceSet = /^workspace:\[(.*)\]$/s;
const tsConfigMark = ':TsConfig';
const tsConfigFiles = ['tsconfig.base.json', 'tsconfig.json'];
const sorts = ['cwd', 'env', 'json', 'runtime', 'workspace'];

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

/** A set of patterns that only exclude selects all else of the workspace. */
export function reachOf(fileSet: string): Reach {
  const patterns = workspaceSet.exec(fileSet)?.[1];
  if (patterns !== undefined) return { kind: 'beginnings', beginnings: beginningsOf(patterns) };
  if (fileSet.startsWith('workspace:')) return { kind: 'beginnings', beginnings: [''] };
  if (fileSet.endsWith(tsConfigMark)) return { kind: 'beginnings', beginnings: tsConfigFiles };
  return { kind: 'project', name: fileSet.slice(0, fileSet.indexOf(':')) };
}

/** Up to the first sign of a pattern. */
function beginningsOf(patterns: string): string[] {
  const selecting = patterns
    .split(/,(?=!?\{workspaceRoot\}\/)/)
    .filter((pattern) => !pattern.startsWith('!'));
  if (selecting.length === 0) return [''];
  return selecting.map((pattern) =>
    pattern.startsWith(rootMark)
      ? (/^[^*?[{(!@+\\]*/.exec(pattern.slice(rootMark.length))?.[0] ?? '')
      : '',
  );
}
