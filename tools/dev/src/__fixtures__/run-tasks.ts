import { join } from 'node:path';
import { runTasks } from '../tasks/run-tasks.ts';
import { TaskStates } from '../tasks/task-states.ts';

/** `run-tasks.ts WORKSPACE TARGET`: a run of its own process, to be interrupted by a test. */
const [directory = '', target = ''] = process.argv.slice(2);
const states = new TaskStates();
const done: string[] = [];
const { exitCode } = await runTasks(['run', target], {
  directory,
  log: join(directory, 'log'),
  states,
  observer: { onDone: (task) => done.push(task), onLine: () => undefined },
});
const { failure, stopped } = states;
process.stdout.write(JSON.stringify({ done, failure, stopped, planned: states.planned }));
process.exitCode = exitCode;
