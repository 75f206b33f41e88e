import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';

/**
 * `observed-nx.mjs ARGS...` is `nx ARGS...` that also tells on file descriptor 3 which tasks there are,
 * which begin and how each ends: a line of JSON each. Nx 23 has neither task runners of a workspace's own
 * any more nor an output for programs; this stands where such a runner stood, around the default one.
 */
const load = createRequire(import.meta.url);
const eventsDescriptor = 3;

function tell(event) {
  try {
    writeSync(eventsDescriptor, `${JSON.stringify(event)}\n`);
  } catch (error) {
    // Whoever listened is gone; the tasks are what matters.
    if (error.code !== 'EPIPE' && error.code !== 'EBADF') throw error;
  }
}

/** The life cycle of the run as it is, with its beginnings and ends told. */
function observed(lifeCycle) {
  return Object.assign(Object.create(lifeCycle), {
    async startTasks(tasks, metadata) {
      tell({ type: 'started', tasks: tasks.map(({ id }) => id) });
      await lifeCycle.startTasks(tasks, metadata);
    },
    async endTasks(results, metadata) {
      for (const { task, status, terminalOutput } of results) {
        const output = status === 'failure' ? (terminalOutput ?? '') : undefined;
        tell({ type: 'ended', task: task.id, status, output });
      }
      await lifeCycle.endTasks(results, metadata);
    },
  });
}

const runner = load('nx/src/tasks-runner/default-tasks-runner');
const runTasks = runner.default;
runner.default = (tasks, options, context) => {
  tell({ type: 'planned', dependencies: context.taskGraph.dependencies });
  return runTasks(tasks, { ...options, lifeCycle: observed(options.lifeCycle) }, context);
};
load('nx/bin/nx.js');
