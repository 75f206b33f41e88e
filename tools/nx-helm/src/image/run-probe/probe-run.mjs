import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeOwnFolder } from '../../base/own-folder.mjs';
import { ask } from './ask.mjs';
import { exitProgram } from './exit-program.mjs';
import { firstThatWorks } from './first-mode.mjs';
import { buildOptions, engineOptions, modesOf, networkFor } from './run-modes.mjs';
import { ulimitsFor } from './ulimits.mjs';

/**
 * @typedef {import('./run-modes.mjs').RunMode} RunMode
 * @typedef {import('./first-mode.mjs').Finding} Finding
 * @typedef {import('./first-mode.mjs').Attempt} Attempt
 */

const questionSeconds = 5;

const dockerfile = 'FROM scratch\nCOPY program /program\nRUN ["/program"]\n';

/**
 * Really runs a RUN step, in an image that is made on the spot and needs no network, in one mode after
 * the other until one works. Engines answer `info` that refuse each step: what a runtime wants of the
 * kernel and of the control groups shows only when it runs something.
 *
 * @param {'docker' | 'podman'} engine
 * @returns {Promise<Finding>}
 */
export async function probeRun(engine) {
  const program = exitProgram(process.arch);
  // An unknown processor has no probe program, which counts as a success.
  if (program === undefined) return { mode: { kind: 'default' }, refusals: [] };
  const { folder } = makeOwnFolder('run-probe');
  try {
    writeFileSync(join(folder, 'program'), program, { mode: 0o755 });
    writeFileSync(join(folder, 'Dockerfile'), dockerfile);
    return await firstThatWorks(modesInOrder(engine), (mode, seconds) =>
      attempt(engine, mode, { folder, seconds }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The engine's own runtime is asked for only when it is known to refuse.
 *
 * @param {'docker' | 'podman'} engine
 * @returns {AsyncGenerator<RunMode>}
 */
async function* modesInOrder(engine) {
  yield* modesOf(engine).slice(0, 1);
  yield* modesOf(engine, await ownRuntime(engine)).slice(1);
}

/** @param {'docker' | 'podman'} engine */
async function ownRuntime(engine) {
  if (engine === 'docker') return undefined;
  const question = ['info', '--format', '{{.Host.OCIRuntime.Name}}'];
  const { exitCode, stdout } = await ask(engine, question, { seconds: questionSeconds });
  return exitCode === 0 ? stdout.trim() : undefined;
}

/**
 * @param {'docker' | 'podman'} engine
 * @param {RunMode} mode
 * @param {{ folder: string, seconds: number }} trial
 * @returns {Promise<Attempt>}
 */
async function attempt(engine, mode, { folder, seconds }) {
  const args = engine === 'docker' ? dockerArguments(folder) : podmanArguments(mode, folder);
  const answer = await ask(engine, args, { seconds });
  if (engine === 'podman') await removeImage(join(folder, 'image'));
  const { exitCode, timedOut } = answer;
  if (exitCode === 0) return { message: undefined, timedOut };
  return { message: timedOut ? `no answer within ${seconds} s` : errorTextOf(answer), timedOut };
}

/**
 * The result stays in docker's build cache alone.
 *
 * @param {string} folder
 */
function dockerArguments(folder) {
  const output = ['--output', 'type=cacheonly', '--no-cache', '--network', 'none'];
  return ['buildx', 'build', '--progress', 'plain', '--provenance', 'false', ...output, folder];
}

/**
 * @param {RunMode} mode
 * @param {string} folder
 */
function podmanArguments(mode, folder) {
  const limits = ulimitsFor('podman').flatMap((limit) => ['--ulimit', limit]);
  return [
    ...engineOptions(mode),
    'build',
    ...buildOptions(mode),
    // Without layers nothing is left of a step that was refused.
    ...['--no-cache', '--layers=false', '--network', networkFor(mode, 'none'), ...limits],
    ...['--iidfile', join(folder, 'image'), '--file', join(folder, 'Dockerfile'), folder],
  ];
}

/** @param {string} file where podman has written the image's id */
async function removeImage(file) {
  try {
    const id = readFileSync(file, 'utf8').trim();
    rmSync(file);
    await ask('podman', ['image', 'rm', '--force', id], { seconds: questionSeconds });
  } catch {
    // No image was made.
  }
}

const progress = /^STEP \d|^-->|^#\d+ (?!ERROR)|^-+$|^\s*$|^: exit status/;
const keptLines = 3;

/** @param {{ stdout: string, stderr: string }} answer */
function errorTextOf({ stdout, stderr }) {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => !progress.test(line));
  return lines.slice(-keptLines).join(' | ') || 'it printed nothing';
}
