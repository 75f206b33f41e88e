import { join } from 'node:path';
import { keepDurations, readDurations } from '../../setup/durations.mjs';
import { formatRemaining, formatSeconds, liveLine } from '@taskora/base/live-line';
import { lastLines, shownPath } from '../../setup/log.mjs';
import { UserError } from '@taskora/base/errors';
import { failureScreen } from './failure-screen.ts';
import { run } from '../run.ts';
import { runTasks, type TasksRun } from './run-tasks.ts';
import { TaskStates } from './task-states.ts';
import { CLUSTER, saidByCluster, whatRuns } from './what-runs.ts';

/** What Nx runs at once in this workspace. */
const parallel = 2;
/** A task that took less is not worth a line of its own. */
const shownFromSeconds = 1;

/**
 * Runs tasks with one line for each that was really done, and one line that says what is going on, since
 * when and for how long still. A failure shows the last lines of the task that failed, and throws.
 */
export async function showRun(
  args: readonly string[],
  options: {
    log: string;
    command: string;
    environment?: Record<string, string>;
    directory?: string;
  },
): Promise<TasksRun> {
  const { command } = options;
  const states = new TaskStates();
  const durations = readDurations();
  const begun = performance.now() / 1000;
  let current = '';
  const status = (): string => {
    const now = performance.now() / 1000;
    const left = formatRemaining(states.remaining(durations, parallel, now));
    const count = `[${states.ended.size}/${states.planned}]`;
    const { planned, running } = states;
    const doing = whatRuns(running.keys(), { clusterStep: current, planned });
    return `${count} ${formatSeconds(now - begun)}${left} · ${doing}`;
  };
  const line = liveLine(status);
  const observer = {
    onDone: (task: string, seconds: number): void => {
      if (task === CLUSTER) current = '';
      if (seconds >= shownFromSeconds) line.print(`  ${task}, ${formatSeconds(seconds)}`);
    },
    onLine: (text: string): void => {
      const said = saidByCluster(text);
      if (said?.step !== undefined) current = said.step;
      else if (said !== undefined) line.print(`  ${said.words}`);
    },
  };
  const ended = await runTasks(args, { ...options, states, observer });
  line.stop();
  keepDurations(states.measured);
  if (ended.interruption !== undefined) {
    console.error(`INTERRUPTED: ${ended.interruption}. Do: ${command}; finished work is kept`);
  } else if (ended.exitCode !== 0) throw await failed(ended, options);
  return ended;
}

async function failed(
  { states, lastWords }: TasksRun,
  { log, command, directory }: { log: string; command: string; directory?: string },
): Promise<UserError> {
  const where = `all output is in ${shownPath(log)}`;
  if (states.failure === undefined) {
    const words = (await graphFaults(directory)) || lastWords;
    const lines = lastLines(words).map((line) => `  ${line}`);
    console.error(['', 'Nx ended before any task failed:', ...lines, ''].join('\n'));
    const what = `Nx could not run the tasks; its last lines are above, ${where}`;
    return new UserError('RUN_FAILED', what, `mend what the lines above name, then ${command}`);
  }
  const { task, seconds } = states.failure;
  const { lines, next } = failureScreen(states.failure);
  console.error(['', `${task} failed after ${formatSeconds(seconds)}:`, ...lines, ''].join('\n'));
  const others = states.stopped.length;
  const stopped = others === 0 ? '' : `, and ended what still ran (${states.stopped.join(', ')})`;
  const what = `${task} failed${stopped}; its last lines are above, ${where}`;
  return new UserError('TASK_FAILED', what, `${next}, then ${command}`);
}

/** Why the projects of the workspace cannot be read, where that is so. */
async function graphFaults(directory: string | undefined): Promise<string> {
  const program = join(import.meta.dirname, 'graph-faults.mjs');
  const environment = { NX_DAEMON: 'false' };
  const options = { environment, ...(directory === undefined ? {} : { directory }) };
  return (await run(process.execPath, [program], options)).stdout.trim();
}
