import { text } from 'node:stream/consumers';
import { environmentWith } from '../src/base/settings.ts';
import type { TaskHashQuestion } from '../src/testing/nx-workspace.ts';

interface Hashed {
  readonly value: string;
}

interface NxHashing {
  readonly createProjectGraphAsync: () => Promise<unknown>;
  readonly readNxJson: () => unknown;
  readonly getFileMap: () => { readonly rustReferences: unknown };
  readonly createTaskGraph: (
    ...args: readonly [unknown, object, string[], string[], undefined, object]
  ) => {
    readonly tasks: Record<string, unknown>;
  };
  readonly InProcessTaskHasher: new (
    graph: unknown,
    nxJson: unknown,
    references: unknown,
    options: object,
  ) => {
    hashTask(task: unknown, graph: unknown, env: NodeJS.ProcessEnv): Promise<Hashed>;
  };
}

async function nxHashing(): Promise<NxHashing> {
  const modules = [
    'nx/src/project-graph/project-graph',
    'nx/src/config/nx-json',
    'nx/src/project-graph/build-project-graph',
    'nx/src/tasks-runner/create-task-graph',
    'nx/src/hasher/task-hasher',
  ];
  const loaded = await Promise.all(modules.map((name) => import(name) as Promise<object>));
  return Object.assign({}, ...loaded) as NxHashing;
}

/** Run as a program in a workspace, because Nx knows one workspace for each process. */
async function main(): Promise<void> {
  const { project, target, planted } = JSON.parse(await text(process.stdin)) as TaskHashQuestion;
  const nx = await nxHashing();
  const graph = await nx.createProjectGraphAsync();
  const tasks = nx.createTaskGraph(graph, {}, [project], [target], undefined, {});
  const task = tasks.tasks[`${project}:${target}`];
  const hashes: string[] = [];
  for (const variables of planted) {
    const { rustReferences } = nx.getFileMap();
    const hasher = new nx.InProcessTaskHasher(graph, nx.readNxJson(), rustReferences, {});
    const { value } = await hasher.hashTask(task, tasks, environmentWith(variables));
    hashes.push(value);
  }
  process.stdout.write(`\n${JSON.stringify(hashes)}\n`);
}

await main();
