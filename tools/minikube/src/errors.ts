/** A condition that a person can act on: what failed, and the next command to run. */
export class Problem extends Error {
  readonly code: string;
  readonly what: string;
  readonly fix: string;

  constructor(code: string, what: string, fix: string) {
    super(`${code}: ${what}. Do: ${fix}`);
    this.name = 'Problem';
    this.code = code;
    this.what = what;
    this.fix = fix;
  }
}

/** One line for people, whatever was thrown. */
export function describeError(error: unknown): string {
  if (error instanceof Problem) return error.message;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `UNEXPECTED: ${detail}. Do: run the command again, and report this text if it stays`;
}
