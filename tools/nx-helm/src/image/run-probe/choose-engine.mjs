import { ask } from './ask.mjs';
import { probeRun } from './probe-run.mjs';
import { describeMode } from './run-modes.mjs';

/** How long an engine may take to say that it is there, in seconds; a client without its daemon may hang. */
const answerSeconds = 5;

/**
 * @typedef {import('./run-modes.mjs').RunMode} RunMode
 * @typedef {'docker' | 'podman'} EngineName
 * @typedef {object} EngineChoice
 * @property {EngineName | undefined} engine nothing where none can build
 * @property {RunMode | undefined} mode
 * @property {boolean} answered whether any engine has answered at all
 * @property {string[]} reasons why those before it were not taken, as the engines' error text
 */

/** What has to succeed for an engine to be one. A docker client alone is none: buildx builds. */
const questions = {
  docker: [['info'], ['buildx', 'version']],
  podman: [['info']],
};

/**
 * The error text of an engine that does not answer, or nothing when it does.
 *
 * @param {EngineName} engine
 * @returns {Promise<string | undefined>}
 */
export async function silence(engine) {
  for (const question of questions[engine]) {
    const answer = await ask(engine, question, { seconds: answerSeconds });
    const asked = `${engine} ${question.join(' ')}`;
    if (answer.timedOut) return `${asked} gave no answer within ${answerSeconds} s`;
    if (answer.exitCode === 127) return `${engine} is not installed`;
    if (answer.exitCode !== 0) return `${asked}: ${lastLine(answer)}`;
  }
  return undefined;
}

/** @param {{ stdout: string, stderr: string }} answer */
const lastLine = ({ stdout, stderr }) =>
  (stderr.trim() || stdout.trim()).split('\n').at(-1)?.trim() || 'it failed without output';

/**
 * The first engine that answers and really runs a step, and in which mode it does.
 *
 * @param {(engine: EngineName) => ReturnType<typeof probeRun>} probe
 * @returns {Promise<EngineChoice>}
 */
export async function chooseEngine(probe = probeRun) {
  /** @type {string[]} */
  const reasons = [];
  let answered = false;
  for (const engine of /** @type {const} */ (['docker', 'podman'])) {
    const silent = await silence(engine);
    if (silent !== undefined) {
      reasons.push(silent);
      continue;
    }
    answered = true;
    const { mode, refusals } = await probe(engine);
    reasons.push(
      ...refusals.map((refusal) => `${describeMode(engine, refusal.mode)}: ${refusal.message}`),
    );
    if (mode !== undefined) return { engine, mode, answered, reasons };
  }
  return { engine: undefined, mode: undefined, answered, reasons };
}
