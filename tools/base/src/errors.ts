import { isNativeError } from 'node:util/types';
import { fileFinding } from './system-error.mjs';

interface About {
  /** Whose it is, where several projects are worked on at once. */
  readonly project?: string | undefined;
  readonly cause?: unknown;
}

/** A condition that a person can act on: what failed, and the next command to run. */
export class UserError extends Error {
  /** Stable, for a search and for programs. */
  readonly code: string;
  readonly what: string;
  /** The next one to run. */
  readonly command: string;
  readonly project: string | undefined;

  constructor(code: string, what: string, command: string, { project, cause }: About = {}) {
    const subject = project === undefined ? '' : ` (project ${project})`;
    super(`${code}: ${what}${subject}. Do: ${command}`, { cause });
    this.name = 'UserError';
    this.code = code;
    this.what = what;
    this.command = command;
    this.project = project;
  }
}

/**
 * Adds the project to an error from deep down, such as one about text that is not YAML; an error
 * that names its project keeps it.
 */
export function ofProject(error: unknown, project: string | undefined): unknown {
  if (!(error instanceof UserError) || error.project !== undefined) return error;
  if (project === undefined) return error;
  const { code, what, cause } = error;
  return new UserError(code, what, error.command.replaceAll('<project>', project), {
    project,
    cause,
  });
}

/** The same condition with another command to run next. */
export function withCommand(error: UserError, command: string): UserError {
  const { code, what, project, cause } = error;
  return new UserError(code, what, command, { project, cause });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What Node's parseArgs throws. */
const isBadOption = (error: unknown): error is Error =>
  isNativeError(error) && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_');

/** A condition for people where there is one behind an error, else the error itself. */
export function asUserError(error: unknown): unknown {
  if (isBadOption(error)) {
    return new UserError(
      'OPTION_UNKNOWN',
      error.message,
      'correct it, then run this command again',
    );
  }
  const finding = fileFinding(error);
  if (finding === undefined) return error;
  return new UserError(finding.code, finding.what, `${finding.fix}, then run this command again`);
}

/** One line for people, whatever was thrown. */
export function describeError(thrown: unknown): string {
  const error = asUserError(thrown);
  if (error instanceof UserError) return error.message;
  const [line = ''] = messageOf(error).split('\n', 1);
  return `UNEXPECTED: ${line}. Do: run the command again, and report this line if it stays`;
}

/** What a developer needs of an error that was not foreseen; nothing for one that was. */
export function stackOf(error: unknown): string | undefined {
  if (asUserError(error) instanceof UserError) return undefined;
  return error instanceof Error ? error.stack : String(error);
}
