import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';

/** Programs that images have, and the supervisor in the language of each. */
const supervisors = {
  node: 'supervisor.mjs',
  python3: 'supervisor.py',
} as const;

export type Interpreter = keyof typeof supervisors;

export interface Supervisor {
  readonly interpreter: Interpreter;
  readonly file: string;
  readonly text: string;
}

/** The supervisor for an image, by the program that its own command begins with. */
export function supervisorFor(command: readonly string[], project: string): Supervisor {
  const [program = ''] = command;
  const interpreter = Object.keys(supervisors).find((name) => name === program);
  if (interpreter === undefined) throw unknownProgram(program, project);
  const file = supervisors[interpreter as Interpreter];
  return {
    interpreter: interpreter as Interpreter,
    file,
    text: readFileSync(join(import.meta.dirname, 'supervisor', file), 'utf8'),
  };
}

function unknownProgram(program: string, project: string): UserError {
  return new UserError(
    'NXHELM_LIVE_COMMAND',
    `the image's command begins with ${JSON.stringify(program)}; a development session restarts ${Object.keys(supervisors).join(' and ')} alone`,
    `let CMD of the Dockerfile begin with one of them, or take npx nx run ${project}:helm-deploy after each change`,
    { project },
  );
}
