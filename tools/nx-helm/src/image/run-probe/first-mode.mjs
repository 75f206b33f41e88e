/**
 * @typedef {import('./run-modes.mjs').RunMode} RunMode
 * @typedef {{ mode: RunMode, message: string }} Refusal what an engine said when it refused a step
 * @typedef {{ mode: RunMode | undefined, refusals: Refusal[] }} Finding no mode where none works
 * @typedef {{ message: string | undefined, timedOut: boolean }} Attempt no message where the step ran
 */

const buildSeconds = 10;
/** For all builds that give no answer: where one hangs, another is hardly worth as long a wait. */
const patienceSeconds = 14;
/** For all modes together, also where each but the last refuses, which a machine under load does slowly. */
const totalSeconds = 18;

/**
 * Tries one mode after the other until one works.
 *
 * @param {AsyncIterable<RunMode>} modes
 * @param {(mode: RunMode, seconds: number) => Promise<Attempt>} attempt
 * @param {() => number} [now] in milliseconds
 * @returns {Promise<Finding>}
 */
export async function firstThatWorks(modes, attempt, now = () => performance.now()) {
  /** @type {Refusal[]} */
  const refusals = [];
  const end = now() + totalSeconds * 1000;
  let patience = patienceSeconds;
  for await (const mode of modes) {
    const left = Math.floor((end - now()) / 1000);
    const seconds = Math.min(buildSeconds, patience, left);
    if (seconds < 1) break;
    const { message, timedOut } = await attempt(mode, seconds);
    if (message === undefined) return { mode, refusals };
    refusals.push({ mode, message });
    if (timedOut) patience -= seconds;
  }
  return { mode: undefined, refusals };
}
