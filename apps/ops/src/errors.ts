/** A condition that a person has to change: a stable code, what failed, and the command to run next. */
export class OperationError extends Error {
  readonly code: string;

  constructor(code: string, what: string, command: string) {
    super(`${code}: ${what}. Do: ${command}`);
    this.name = 'OperationError';
    this.code = code;
  }
}
