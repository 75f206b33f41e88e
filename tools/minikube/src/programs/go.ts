import { Problem } from '../errors.ts';
import type { Runner } from '../run.ts';
import { isAtLeast } from '../versions.ts';
import { goVersionOf, type Program } from './modules.ts';

/** The version of Go on the path, or undefined where there is none. */
export async function goVersion(runner: Runner): Promise<string | undefined> {
  const { code, stdout } = await runner('go', ['env', 'GOVERSION'], {
    environment: { GOTOOLCHAIN: 'local' },
  });
  return code === 0 ? stdout.trim().replace(/^go/, '') : undefined;
}

/** Refuses to begin when Go is missing or too old for any of the module folders. */
export function checkGo(version: string | undefined, sources: readonly string[]): void {
  const needed = sources
    .map(goVersionOf)
    .reduce((best, one) => (isAtLeast(one, best) ? one : best), '1.24');
  if (version === undefined) {
    throw new Problem(
      'NO_GO',
      `Go is not installed, and version ${needed} or newer has to build the missing programs`,
      `install Go ${needed} (its own site says how), then run this command again`,
    );
  }
  if (isAtLeast(version, needed)) return;
  throw new Problem(
    'GO_TOO_OLD',
    `Go ${version} is too old; the missing programs need ${needed}`,
    `install Go ${needed} (its own site says how), then run this command again`,
  );
}

export const sourcesOf = (programs: readonly Program[]): string[] => [
  ...new Set(programs.map((program) => program.source)),
];
