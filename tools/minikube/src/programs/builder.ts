import { chmodSync, cpSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { must, type Runner } from '../base/run.ts';
import type { Program } from './modules.ts';
import { BUILD_SETTINGS, LINKER_FLAGS } from './recipe.ts';

export interface GoFolders {
  /** The run's temporary folder; Go's caches and the modules' copies live in it. */
  readonly work: string;
  readonly logs: string;
}

/** Settings for Go that do not depend on the person's own, apart from where modules come from. */
export function goEnvironment(work: string): Record<string, string> {
  return {
    ...BUILD_SETTINGS,
    GOMODCACHE: join(work, 'modules'),
    GOCACHE: join(work, 'build'),
    GOTMPDIR: join(work, 'temporary'),
  };
}

export function linkerFlags(program: Program): string {
  const variables = Object.entries(program.variables).map(([key, value]) => `-X ${key}=${value}`);
  return [...LINKER_FLAGS, ...variables].join(' ');
}

/** A copy of a module folder, since go may add lines to go.mod. */
export function copyModule(source: string, module: string, work: string): string {
  const copy = join(work, 'sources', module);
  mkdirSync(join(work, 'temporary'), { recursive: true });
  cpSync(source, copy, { recursive: true });
  return copy;
}

/** Builds one program; it is at its place whole or not at all. */
export async function buildProgram(
  program: Program,
  folders: GoFolders,
  runner: Runner,
): Promise<void> {
  const directory = copyModule(program.source, program.module, folders.work);
  const draft = join(folders.work, `${program.name}.draft`);
  const flags = ['-ldflags', linkerFlags(program)];
  await must(runner, 'go', ['build', ...flags, '-o', draft, program.package], {
    directory,
    environment: goEnvironment(folders.work),
    log: join(folders.logs, `build-${program.name}.log`),
  });
  chmodSync(draft, 0o755);
  mkdirSync(dirname(program.path), { recursive: true });
  renameSync(draft, program.path);
}
