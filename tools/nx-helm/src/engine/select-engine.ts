import { NxHelmError } from '../errors.ts';
import { run } from '../process/run.ts';
import { createEngine } from './command-line-engine.ts';
import type { Engine } from './engine.ts';

const probeTimeoutSeconds = 20;

async function answers(program: string, ...args: readonly string[]): Promise<boolean> {
  const { exitCode } = await run(program, args, { timeoutSeconds: probeTimeoutSeconds });
  return exitCode === 0;
}

/** A docker client alone is no engine: its daemon has to answer, and buildx has to be there. */
export async function selectEngine(project: string): Promise<Engine> {
  if ((await answers('docker', 'info')) && (await answers('docker', 'buildx', 'version'))) {
    return createEngine('docker');
  }
  if (await answers('podman', 'info')) return createEngine('podman');
  throw new NxHelmError({
    code: 'NXHELM_NO_ENGINE',
    project,
    what: 'neither docker with buildx nor podman answers "info", so no image can be built',
    command: 'start the Docker daemon, or install podman (on Debian: apt-get install podman)',
  });
}
