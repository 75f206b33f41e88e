import { existsSync, readFileSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UserError } from '@taskora/base/errors';
import { writeWhole } from '@taskora/base/files';
import { nxDataDirectory, searchPath, searchPathWith } from '../base/settings.ts';
import type { Engine } from './engine.ts';
import { createEngine } from './engine.ts';
import { chooseEngine, silence } from './run-probe/choose-engine.mjs';
import type { Finding } from './run-probe/probe-run.mjs';
import { probeRun } from './run-probe/probe-run.mjs';
import type { RunMode } from './run-probe/run-modes.mjs';
import { engineOptions } from './run-probe/run-modes.mjs';

type EngineName = Engine['name'];
type Modes = Partial<Record<EngineName, RunMode>>;

const folderOf = (workspaceRoot: string): string => join(nxDataDirectory(workspaceRoot), 'nx-helm');
const fileOf = (workspaceRoot: string): string => join(folderOf(workspaceRoot), 'run-modes.json');

/** A mode that was found may be wrong after the next start of the machine, with other control groups. */
function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return hostname();
  }
}

function knownModes(workspaceRoot: string): Modes {
  try {
    const text = readFileSync(fileOf(workspaceRoot), 'utf8');
    const { boot, modes } = JSON.parse(text) as { boot?: string; modes?: Modes };
    return boot === bootId() ? (modes ?? {}) : {};
  } catch {
    return {};
  }
}

/** How an engine runs steps here; tried once for each boot of the machine, since a try takes a second. */
async function findRunMode(engine: EngineName, workspaceRoot: string): Promise<Finding> {
  const known = knownModes(workspaceRoot)[engine];
  if (known !== undefined) return { mode: known, refusals: [] };
  const finding = await probeRun(engine);
  if (finding.mode !== undefined) remember(engine, finding.mode, workspaceRoot);
  return finding;
}

function remember(engine: EngineName, mode: RunMode, workspaceRoot: string): void {
  const modes = { ...knownModes(workspaceRoot), [engine]: mode };
  writeWhole(fileOf(workspaceRoot), JSON.stringify({ boot: bootId(), modes }));
}

/** After a build that failed: what was found may hold no longer, so the next build tries anew. */
export function forgetRunModes(workspaceRoot: string): void {
  rmSync(fileOf(workspaceRoot), { force: true });
}

/**
 * What a build's environment needs for a mode. nx-container passes no options of its own to podman, so
 * for another runtime a stand-in that adds them comes first on the path: it keeps all that the person
 * has configured, which a configuration file named by a variable would replace.
 */
export function environmentFor(mode: RunMode, workspaceRoot: string): Record<string, string> {
  if (mode.kind === 'chroot') return { BUILDAH_ISOLATION: 'chroot' };
  if (mode.kind === 'default') return {};
  const folder = join(folderOf(workspaceRoot), `podman-${mode.runtime}`);
  const standIn = join(folder, 'podman');
  const command = [programBehind(folder), ...engineOptions(mode)].map(quoted);
  writeWhole(standIn, `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`, 0o755);
  return { PATH: searchPathWith(folder) };
}

/** The podman that the path would give without the stand-in. */
function programBehind(folder: string): string {
  const folders = searchPath().filter((each) => each !== folder);
  return folders.map((each) => join(each, 'podman')).find((path) => existsSync(path)) ?? 'podman';
}

/** Quotes one argument for a shell. */
const quoted = (argument: string): string => `'${argument.replaceAll("'", `'\\''`)}'`;

const install = 'start the Docker daemon, or install podman (on Debian: apt-get install podman)';

/** The first engine that answers: enough to load, list and push images. */
export async function selectEngine(project: string): Promise<Engine> {
  const reasons: string[] = [];
  for (const name of ['docker', 'podman'] as const) {
    const reason = await silence(name);
    if (reason === undefined) return createEngine(name);
    reasons.push(reason);
  }
  throw noEngine(project, reasons);
}

/** The first engine that answers and really runs a step of a build here, in the mode in which it does. */
export async function selectBuilder(project: string, workspaceRoot: string): Promise<Engine> {
  const { engine, mode, answered, reasons } = await chooseEngine((name) =>
    findRunMode(name, workspaceRoot),
  );
  if (engine !== undefined && mode !== undefined) {
    if (mode.kind !== 'default') console.log(`${project}: ${reasons.join('; ')}`);
    return createEngine(engine, mode);
  }
  if (!answered) throw noEngine(project, reasons);
  throw new UserError(
    'NXHELM_ENGINE_CANNOT_RUN',
    `no container engine runs a step of a Dockerfile here: ${reasons.join('; ')}`,
    `remove the cause named last, or install another runtime (on Debian: apt-get install runc crun), then npx nx run ${project}:container`,
    { project },
  );
}

function noEngine(project: string, reasons: readonly string[]): UserError {
  return new UserError(
    'NXHELM_NO_ENGINE',
    `neither docker with buildx nor podman answers "info", so no image can be built (${reasons.join('; ')})`,
    install,
    { project },
  );
}
