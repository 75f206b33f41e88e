/** A condition that a person has to change: a stable code, what failed, and the command to run next. */
export class SetupError extends Error {
  /**
   * @param {string} code
   * @param {string} what
   * @param {string} command
   */
  constructor(code, what, command) {
    super(`${code}: ${what}. Do: ${command}`);
    this.code = code;
  }
}
