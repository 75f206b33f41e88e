/** What a person needs to act on a failure: a stable code, the project, what failed, and a command. */
interface ErrorDetails {
  readonly code: `NXHELM_${string}`;
  readonly project?: string;
  readonly what: string;
  readonly command: string;
  readonly cause?: unknown;
}

export class NxHelmError extends Error {
  readonly code: ErrorDetails['code'];
  readonly project: string | undefined;
  readonly what: string;
  readonly command: string;

  constructor(details: ErrorDetails) {
    const subject = details.project === undefined ? '' : ` (project ${details.project})`;
    super(`${details.code}: ${details.what}${subject}. Do: ${details.command}`, {
      cause: details.cause,
    });
    this.name = 'NxHelmError';
    this.code = details.code;
    this.project = details.project;
    this.what = details.what;
    this.command = details.command;
  }
}

/**
 * Adds the project to an error from deep down, such as one about text that is not YAML; an error
 * that names its project keeps it.
 */
export function ofProject(error: unknown, project: string | undefined): unknown {
  if (!(error instanceof NxHelmError) || error.project !== undefined) return error;
  if (project === undefined) return error;
  const { code, what, cause } = error;
  const command = error.command.replaceAll('<project>', project);
  return new NxHelmError({ code, project, what, command, cause });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
