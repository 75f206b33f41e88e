import { lastLines } from '../../setup/log.mjs';
import type { Failure } from './task-states.ts';

/** An error as every program of this workspace says it: a code, what failed, and what to do. */
const ownError = /^(?:.*?\s)?([A-Z][A-Z0-9]*_[A-Z0-9_]+: .*)$/;
const remedy = /\bDo: (.*)$/;

/** The command that the task is and that it has failed, as Nx says it, and how other tasks were ended. */
const ofNx = /^> |^Warning: command ".*exited with non-zero status code$|^(?:Terminated|Killed)$/;

export interface Screen {
  readonly lines: readonly string[];
  /** What to run next, before the command itself is run again. */
  readonly next: string;
}

/**
 * What a person sees last: what failed and after how long, the last lines of it, and which command comes
 * next. A task says that itself where it is one of this workspace; another one is run again alone.
 */
export function failureScreen({ task, output }: Failure): Screen {
  const said = lastLines(
    output
      .split('\n')
      .filter((line) => !ofNx.test(line))
      .join('\n'),
  );
  const cause = said.findLast((line) => ownError.test(line));
  const from = cause === undefined ? said.length : said.lastIndexOf(cause);
  const next = said
    .slice(from)
    .map((line) => remedy.exec(line)?.[1])
    .find(Boolean);
  return { lines: said.map((line) => `  ${line}`), next: next ?? `npx nx run ${task}` };
}
