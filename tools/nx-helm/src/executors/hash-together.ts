import type { HasherContext, Task, TaskGraph } from '@nx/devkit';

type Hasher = Pick<HasherContext['hasher'], 'hashTasks'>;
type Hash = Awaited<ReturnType<Hasher['hashTasks']>>[number];

interface Request {
  readonly taskGraph: TaskGraph;
  readonly env: NodeJS.ProcessEnv;
}

interface Question {
  readonly tasks: Task[];
  readonly environments: Record<string, NodeJS.ProcessEnv>;
  readonly answer: Promise<Map<string, Hash>>;
}

const open = new WeakMap<Hasher, WeakMap<TaskGraph, Question>>();

/**
 * The task's hash, asked of Nx together with those that are asked for in the same tick. Nx calls a
 * hasher once for each task, and each question to its daemon hands over the whole task graph: about
 * 25 ms, which it pays once for all tasks that have no hasher of their own.
 */
export async function hashTogether(hasher: Hasher, task: Task, asked: Request): Promise<Hash> {
  const { taskGraph, env } = asked;
  const graphs = open.get(hasher) ?? new WeakMap<TaskGraph, Question>();
  open.set(hasher, graphs);
  const question = graphs.get(taskGraph) ?? askSoon(hasher, taskGraph, graphs);
  graphs.set(taskGraph, question);
  question.tasks.push(task);
  question.environments[task.id] = env;
  const hash = (await question.answer).get(task.id);
  if (hash === undefined) throw new Error(`Nx gave no hash for ${task.id}`);
  return hash;
}

function askSoon(
  hasher: Hasher,
  taskGraph: TaskGraph,
  graphs: WeakMap<TaskGraph, Question>,
): Question {
  const tasks: Task[] = [];
  const environments: Record<string, NodeJS.ProcessEnv> = {};
  const ask = async (): Promise<Map<string, Hash>> => {
    await Promise.resolve();
    graphs.delete(taskGraph);
    const hashes = await hasher.hashTasks(tasks, taskGraph, environments);
    return new Map(
      tasks.flatMap(({ id }, index) => {
        const hash = hashes[index];
        return hash === undefined ? [] : [[id, hash]];
      }),
    );
  };
  return { tasks, environments, answer: ask() };
}
