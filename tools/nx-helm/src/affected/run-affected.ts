import { NxHelmError } from '../errors.ts';
import { runNx } from '../process/run-nx.ts';
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
  const exitCode = await runNx(workspaceRoot, args);
  if (exitCode === 0) return;
  throw new NxHelmError({
    code: 'NXHELM_AFFECTED_RUN',
    what: `${target} failed for at least one of ${projects.join(', ')}`,
    command: `npx nx ${args.join(' ')}`,
  });
}
