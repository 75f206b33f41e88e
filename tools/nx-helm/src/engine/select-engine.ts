import { NxHelmError } from '../errors.ts';
import { createEngine } from './command-line-engine.ts';
import type { Engine } from './engine.ts';
import { findRunMode } from './run-mode.ts';
import { chooseEngine, silence } from './run-probe/choose-engine.mjs';

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
  throw new NxHelmError({
    code: 'NXHELM_ENGINE_CANNOT_RUN',
    project,
    what: `no container engine runs a step of a Dockerfile here: ${reasons.join('; ')}`,
    command: `remove the cause named last, or install another runtime (on Debian: apt-get install runc crun), then npx nx run ${project}:container`,
  });
}

function noEngine(project: string, reasons: readonly string[]): NxHelmError {
  return new NxHelmError({
    code: 'NXHELM_NO_ENGINE',
    project,
    what: `neither docker with buildx nor podman answers "info", so no image can be built (${reasons.join('; ')})`,
    command: install,
  });
}
