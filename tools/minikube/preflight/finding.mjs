/**
 * A condition that a person has to change before a cluster can run here: a stable code, what failed, and
 * the command to run next.
 *
 * @typedef {{ readonly code: string, readonly what: string, readonly fix: string }} Finding
 */

/**
 * All of them as one error: a person corrects the machine once, not once for each run.
 *
 * @param {readonly Finding[]} findings at least one
 * @param {string} command what to run when they are corrected
 * @returns {string} one line for one finding, else a line for each below a first one
 */
export function describeFindings(findings, command) {
  const lines = findings.map(({ code, what, fix }) => `${code}: ${what}. Do: ${fix}`);
  if (lines.length === 1) return `${lines[0]}, then ${command}`;
  const first = `PREFLIGHT_FAILED: ${lines.length} checks of this machine failed, and nothing has been installed or changed. Do: correct what they name, then ${command}`;
  return [first, ...lines.map((line) => `  ${line}`)].join('\n');
}
