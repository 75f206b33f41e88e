import type { HasherContext, Task } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { typedConfigurations } from '../base/nx-command.ts';
import { handCompileCacheDown } from '../base/settings.ts';
import { refuseUnsuitableRun } from './unsuitable-run.ts';

type Hash = ReturnType<HasherContext['hasher']['hashTask']>;

/** Nx's types do not have all that it gives. */
type Context = HasherContext & { readonly env: NodeJS.ProcessEnv };

/**
 * Nx's own hash. Nx computes it in its own process, before it starts a task and before it reads its
 * cache; so only here can a plugin refuse a run that nobody meant without starting a process, and
 * before a cache hit answers.
 */
export default function hash(task: Task, context: Context): Hash {
  handCompileCacheDown();
  try {
    refuseUnsuitableRun(context, typedConfigurations(process.argv.slice(2)));
  } catch (error) {
    throw error instanceof UserError ? asNxError(error) : error;
  }
  return context.hasher.hashTask(task, context.taskGraph, context.env);
}

/** Nx makes a title of the first line, and of a stack trace a hint how to see it. */
function asNxError(cause: UserError): Error {
  const error = new Error(`Refused before any task ran:\n${cause.message}`, {
    cause,
  });
  delete error.stack;
  return error;
}
