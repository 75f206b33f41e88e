import { createRequire } from 'node:module';
import { join } from 'node:path';
import { NxHelmError } from '../errors.ts';
import { runShown } from '../process/run-shown.ts';
import type { Affected } from './affected.ts';

/** Runs a target of the affected releases alone, as `nx run-many`; says so where there is none. */
export async function runAffected(
  workspaceRoot: string,
  target: string,
  { releases }: Affected,
  environment: string | undefined,
): Promise<void> {
  const projects = releases.filter(({ affected }) => affected).map(({ project }) => project);
  if (projects.length === 0) {
    console.error(`affected: every release is as deployed, so ${target} has nothing to do`);
    return;
  }
  // Values stand behind an equals sign, so that none can be taken for an option.
  const args = [
    'run-many',
    `--targets=${target}`,
    `--projects=${projects.join(',')}`,
    ...(environment === undefined ? [] : [`--configuration=${environment}`]),
  ];
  const nx = createRequire(join(workspaceRoot, 'package.json')).resolve('nx/bin/nx');
  const exitCode = await runShown(process.execPath, [nx, ...args], {
    cwd: workspaceRoot,
    environment: { NX_TUI: 'false' },
  });
  if (exitCode === 0) return;
  throw new NxHelmError({
    code: 'NXHELM_AFFECTED_RUN',
    what: `${target} failed for at least one of ${projects.join(', ')}`,
    command: `npx nx ${args.join(' ')}`,
  });
}
