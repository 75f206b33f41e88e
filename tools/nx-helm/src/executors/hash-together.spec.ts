import type { Task, TaskGraph } from '@nx/devkit';
import { hashTogether } from './hash-together.ts';

type Hasher = Parameters<typeof hashTogether>[0];
type Environments = Readonly<Record<string, NodeJS.ProcessEnv>>;

const taskGraph = (): TaskGraph => ({
  roots: [],
  tasks: {},
  dependencies: {},
  continuousDependencies: {},
});

const taskOf = (id: string): Task => ({
  id,
  target: { project: id, target: 'container' },
  overrides: {},
  outputs: [],
  parallelism: true,
  cache: true,
});

/** Answers with the id and a variable of each task, and keeps what it was asked. */
function recordingHasher() {
  const asked: string[][] = [];
  const hasher = {
    hashTasks: (tasks: Task[], _graph: TaskGraph, environments: Environments) => {
      asked.push(tasks.map(({ id }) => id));
      if (tasks.some(({ id }) => id === 'bad')) return Promise.reject(new Error('no daemon'));
      return Promise.resolve(
        tasks.map(({ id }) => ({ value: `${id} ${environments[id]?.['A']}`, details: {} })),
      );
    },
  } as unknown as Hasher;
  return { hasher, asked };
}

describe('hashes that are asked for together', () => {
  it('are one question, in which each task has its own environment', async () => {
    const { hasher, asked } = recordingHasher();
    const graph = taskGraph();
    const hashes = await Promise.all(
      ['api', 'web'].map((id) =>
        hashTogether(hasher, taskOf(id), { taskGraph: graph, env: { A: `of ${id}` } }),
      ),
    );
    expect(hashes.map(({ value }) => value)).toEqual(['api of api', 'web of web']);
    expect(asked).toEqual([['api', 'web']]);
  });

  it('are another question after an answer, because outputs may have changed', async () => {
    const { hasher, asked } = recordingHasher();
    const run = { taskGraph: taskGraph(), env: {} };
    await hashTogether(hasher, taskOf('api'), run);
    await hashTogether(hasher, taskOf('api'), run);
    expect(asked).toEqual([['api'], ['api']]);
  });

  it('are a question for each task graph', async () => {
    const { hasher, asked } = recordingHasher();
    await Promise.all([
      hashTogether(hasher, taskOf('api'), { taskGraph: taskGraph(), env: {} }),
      hashTogether(hasher, taskOf('web'), { taskGraph: taskGraph(), env: {} }),
    ]);
    expect(asked).toEqual([['api'], ['web']]);
  });

  it('fail all where the question fails, and are asked for again', async () => {
    const { hasher } = recordingHasher();
    const run = { taskGraph: taskGraph(), env: { A: '1' } };
    const ends = await Promise.allSettled(
      ['bad', 'web'].map((id) => hashTogether(hasher, taskOf(id), run)),
    );
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await hashTogether(hasher, taskOf('web'), run)).value).toBe('web 1');
  });
});
