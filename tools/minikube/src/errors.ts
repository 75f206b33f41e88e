import { isNativeError } from 'node:util/types';
import type { Finding } from '../preflight/finding.mjs';
import { fileFinding } from '../preflight/system-error.mjs';

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

/** Refuses for what the preflight refuses too, where it can come up later. */
export function refuseFor(finding: Finding | undefined): void {
  if (finding === undefined) return;
  throw new Problem(finding.code, finding.what, `${finding.fix}, then run this command again`);
}

/** What Node's parseArgs throws. */
const isBadOption = (error: unknown): error is Error =>
  isNativeError(error) && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

/** A condition for people where there is one behind an error, else the error itself. */
export function asProblem(error: unknown): unknown {
  if (isBadOption(error)) {
    return new Problem('OPTION_UNKNOWN', error.message, 'correct it, then run this command again');
  }
  const finding = fileFinding(error);
  if (finding === undefined) return error;
  return new Problem(finding.code, finding.what, `${finding.fix}, then run this command again`);
}

/** One line for people, whatever was thrown. */
export function describeError(thrown: unknown): string {
  const error = asProblem(thrown);
  if (error instanceof Problem) return error.message;
  const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  return `UNEXPECTED: ${line}. Do: run the command again, and report this line if it stays`;
}

/** What a developer needs of an error that was not foreseen; nothing for one that was. */
export function stackOf(error: unknown): string | undefined {
  if (asProblem(error) instanceof Problem) return undefined;
  return error instanceof Error ? error.stack : String(error);
}
