import type { SemVer } from 'semver';
import { lt, parse } from 'semver';
import { UserError } from '@taskora/base/errors';
import type { RunOptions, RunResult } from '@taskora/base/run';
import { notFoundExitCode, run } from '@taskora/base/run';
import { resolveProgram } from '../base/programs.ts';
import type { Keeping } from './kept-program.ts';
import { runKept } from './kept-program.ts';

export interface HelmOptions extends RunOptions {
  /** For what changes a release: it must not go on where its run has ended. */
  readonly keeping?: Keeping;
}

/** Helm of this workspace or of the machine. */
export interface Helm {
  run(args: readonly string[], options?: HelmOptions): Promise<RunResult>;
}

export function createHelm(
  workspaceRoot: string,
  programsDirectory: string,
  project: string,
): Helm {
  const program = resolveProgram('helm', workspaceRoot, programsDirectory);
  const helm: Helm = {
    run: async (args, { keeping, ...options } = {}) => {
      if (keeping !== undefined) await refuseUnfitHelm(helm, project);
      const given = { directory: workspaceRoot, ...options };
      const result =
        keeping === undefined
          ? await run(program, args, given)
          : await runKept(program, args, keeping, given);
      if (result.exitCode === notFoundExitCode) throw missing(project, programsDirectory);
      return result;
    },
  };
  return helm;
}

function missing(project: string, programsDirectory: string): UserError {
  return new UserError(
    'NXHELM_HELM_MISSING',
    'the program helm was not found',
    `install Helm 4 (or 3.14 and later), or put it into ${programsDirectory}`,
    { project },
  );
}

/** Helm's error text, without the `Error:` that begins each. */
export function helmErrorText(result: RunResult): string {
  return (result.stderr.trim() || result.stdout.trim()).replace(/^Error:\s*/, '');
}

/** `helm upgrade --labels` is in Helm since this version. */
const oldestVersion = '3.14.0';

/** Creates no hook Jobs, and waits for ever for an object that is deleted quickly. */
const brokenVersions: ReadonlySet<string> = new Set(['4.2.1']);

/** Fails where this Helm must not change a release; asked before anything else is changed for it. */
export async function refuseUnfitHelm(helm: Helm, project: string): Promise<void> {
  await helmVersion(helm, project);
}

const versions = new WeakMap<Helm, Promise<SemVer>>();

/** The probe is made once, and only when something is to be deployed. */
function helmVersion(helm: Helm, project: string): Promise<SemVer> {
  const known = versions.get(helm) ?? askVersion(helm, project);
  versions.set(helm, known);
  return known;
}

async function askVersion(helm: Helm, project: string): Promise<SemVer> {
  const { stdout } = await helm.run(['version', '--template', '{{.Version}}']);
  const version = parse(stdout.trim());
  if (version !== null && brokenVersions.has(version.version)) throw broken(version, project);
  if (version !== null && !lt(version, oldestVersion)) return version;
  throw new UserError(
    'NXHELM_HELM_TOO_OLD',
    `helm says its version is "${stdout.trim()}", and ${oldestVersion} is the oldest that works`,
    'install Helm 4, or remove the old one from the programs folder and PATH',
    { project },
  );
}

function broken({ version }: SemVer, project: string): UserError {
  return new UserError(
    'NXHELM_HELM_BROKEN',
    `helm is version ${version}, which creates no hook Jobs and hangs while it waits`,
    'install a later one, or remove this one from the programs folder and PATH',
    { project },
  );
}

/** Flags that differ between the versions. */
interface VersionFlags {
  readonly rollback: readonly string[];
  /** Takes fields back that other programs have changed; Helm 3 does so unasked. */
  readonly takeBack: readonly string[];
}

export async function versionFlags(helm: Helm, project: string): Promise<VersionFlags> {
  const { major } = await helmVersion(helm, project);
  return major >= 4
    ? { rollback: ['--rollback-on-failure'], takeBack: ['--force-conflicts'] }
    : { rollback: ['--atomic'], takeBack: [] };
}

/** Older versions take this flag for the one without a value, which asks no server. */
export async function serverDryRunFlag(helm: Helm, project: string): Promise<string> {
  await helmVersion(helm, project);
  return '--dry-run=server';
}
