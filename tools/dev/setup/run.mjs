import { spawn } from 'node:child_process';
import { openSync, closeSync, statSync } from 'node:fs';
import { keepDurations, readDurations } from './durations.mjs';
import { SetupError } from './errors.mjs';
import { formatRemaining, formatSeconds, liveLine } from '../../base/src/live-line.mjs';
import { lastLines, note, readFrom, shownPath } from './log.mjs';
import { workspaceRoot } from './stamps.mjs';

/**
 * Runs a program whose output goes to the log, and says how long it has taken and will take. A step that
 * fails shows the last lines that it wrote.
 *
 * @param {string} step for people
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ log: string, environment?: Record<string, string> }} options
 */
export async function run(step, program, args, { log, environment = {} }) {
  const started = Date.now();
  const seconds = () => (Date.now() - started) / 1000;
  const expected = readDurations()[`setup: ${step}`];
  const remaining = () =>
    formatRemaining(expected === undefined ? undefined : expected - seconds());
  const status = () => `setup: ${step} ... ${formatSeconds(seconds())}${remaining()}`;
  note(log, [program, ...args].join(' '));
  const position = statSync(log).size;
  if (process.stdout.isTTY !== true) console.log(`setup: ${step} ...${remaining()}`);
  const line = liveLine(status);
  const failure = await outcome(program, args, log, environment);
  line.stop();
  if (failure !== undefined) throw stepFailed({ step, failure, log, position, program, args });
  keepDurations({ [`setup: ${step}`]: seconds() });
  console.log(`setup: ${step}, ${formatSeconds(seconds())}`);
}

/** Nothing when the program ended well, else why not. */
function outcome(program, args, log, environment) {
  return new Promise((resolve) => {
    const file = openSync(log, 'a');
    const child = spawn(program, args, {
      cwd: workspaceRoot,
      stdio: ['ignore', file, file],
      env: { ...process.env, ...environment },
    });
    closeSync(file);
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) =>
      resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)),
    );
  });
}

function stepFailed({ step, failure, log, position, program, args }) {
  for (const line of lastLines(readFrom(log, position))) console.error(`  ${line}`);
  return new SetupError(
    'SETUP_STEP_FAILED',
    `${step} failed (${failure}); its last lines are above, all of them in ${shownPath(log)}`,
    `${[program, ...args].join(' ')} (alone, it shows the cause), then run the same command again`,
  );
}
