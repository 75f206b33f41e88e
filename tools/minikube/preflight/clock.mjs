import { answerOf } from './question.mjs';

/**
 * @typedef {import('./finding.mjs').Finding} Finding
 * @typedef {import('./registries.mjs').Reached} Reached
 */

/** What certificates and package lists forgive, in seconds. */
const TOLERANCE_SECONDS = 300;
/** A commit may come from a machine that is a little ahead. */
const COMMIT_TOLERANCE_SECONDS = 86_400;

/**
 * When the checked-out commit was made: this machine's clock cannot be right if it is earlier.
 *
 * @param {string} workspace
 * @returns {Promise<Date | undefined>} nothing where the sources did not come by git
 */
export async function commitDate(workspace) {
  const text = await answerOf('git', ['log', '-1', '--format=%ct'], { directory: workspace });
  const seconds = Number(text?.trim() || Number.NaN);
  return Number.isNaN(seconds) ? undefined : new Date(seconds * 1000);
}

/**
 * @param {{ readonly reached: readonly Reached[], readonly commit: Date | undefined }} witnesses
 * @param {Date} [now]
 * @returns {Finding | undefined}
 */
export function clockFinding({ reached, commit }, now = new Date()) {
  /** @param {Date} date */
  const offset = (date) => (date.getTime() - now.getTime()) / 1000;
  const dated = reached.find(({ date }) => date !== undefined);
  if (dated?.date !== undefined && Math.abs(offset(dated.date)) > TOLERANCE_SECONDS) {
    return finding(now, `${dated.registry.address.host} says ${dated.date.toISOString()}`);
  }
  if (dated === undefined && commit !== undefined && offset(commit) > COMMIT_TOLERANCE_SECONDS) {
    return finding(now, `the checked-out commit is from ${commit.toISOString()}`);
  }
  return undefined;
}

/**
 * @param {Date} now
 * @param {string} witness
 * @returns {Finding}
 */
function finding(now, witness) {
  return {
    code: 'CLOCK_WRONG',
    what: `this machine's clock says ${now.toISOString()}, and ${witness}; certificates and package lists would be refused`,
    fix: 'timedatectl set-ntp true (or set the clock with date -s)',
  };
}
