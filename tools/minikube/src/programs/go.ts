import { goFinding } from '../../preflight/go.mjs';
import { refuseFor } from '../base/refuse-for.ts';
import type { Runner } from '../base/run.ts';
import type { Program } from './modules.ts';

/** The version of Go on the path, or undefined where there is none. */
export async function goVersion(runner: Runner): Promise<string | undefined> {
  const { exitCode, stdout } = await runner('go', ['env', 'GOVERSION'], {
    environment: { GOTOOLCHAIN: 'local' },
  });
  return exitCode === 0 ? stdout.trim().replace(/^go/, '') : undefined;
}

/** Refuses to begin when Go is missing or too old for any of the module folders. */
export const checkGo = (version: string | undefined, sources: readonly string[]): void =>
  refuseFor(goFinding(version, sources));

export const sourcesOf = (programs: readonly Program[]): string[] => [
  ...new Set(programs.map((program) => program.source)),
];
