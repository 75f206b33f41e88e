import { profileOf } from '../kubernetes/profile.ts';
import { packagesWeInstalled } from '../host/packages.ts';
import { findOnPath } from '../programs/links.ts';
import { TIMED_OUT, type Runner } from '../base/run.ts';
import type { Settings } from '../base/settings.ts';

export type EngineName = 'docker' | 'podman';

export interface EngineFact {
  readonly name: EngineName;
  readonly usable: boolean;
  /** Why it is not usable, for people. */
  readonly reason: string;
}

const ENGINES: readonly EngineName[] = ['docker', 'podman'];
/** A client whose daemon is gone may hang; with all that it started it is ended after this. */
const INFO_SECONDS = 5;
const PROBE_SECONDS = 10;

/** The image that Minikube's node would be, as its own help names it. */
export async function baseImage(minikube: string, runner: Runner): Promise<string | undefined> {
  const { stdout } = await runner(minikube, ['start', '--help'], { timeoutSeconds: INFO_SECONDS });
  return /--base-image='([^'@]+)/.exec(stdout)?.[1];
}

export async function probeEngines(settings: Settings, runner: Runner): Promise<EngineFact[]> {
  const minikube = findOnPath('minikube', settings);
  if (minikube === undefined) return [];
  const image = await baseImage(minikube, runner);
  return Promise.all(ENGINES.map((name) => probeEngine(name, image, settings, runner)));
}

async function probeEngine(
  name: EngineName,
  image: string | undefined,
  settings: Settings,
  runner: Runner,
): Promise<EngineFact> {
  const no = (reason: string): EngineFact => ({ name, usable: false, reason });
  if (findOnPath(name, settings) === undefined) return no('not installed');
  // A podman that came with a cluster from Go modules says nothing about container registries.
  if (packagesWeInstalled(settings).includes(name)) return no('installed by this tool for builds');
  const info = await runner(name, ['info'], { timeoutSeconds: INFO_SECONDS });
  if (info.exitCode !== 0) return no('info does not answer');
  if (image === undefined) return no("Minikube's base image is not known");
  const local = await runner(name, ['image', 'inspect', image], { timeoutSeconds: INFO_SECONDS });
  if (local.exitCode === 0) return { name, usable: true, reason: 'base image is there' };
  const probe = await runner(name, ['manifest', 'inspect', image], {
    timeoutSeconds: PROBE_SECONDS,
  });
  if (probe.exitCode === 0) return { name, usable: true, reason: 'base image can be pulled' };
  return no(
    probe.exitCode === TIMED_OUT ? 'the registry does not answer' : 'no base image to be had',
  );
}

/** The driver of a profile of Minikube, where there is such a profile. */
export const profileDriver = (settings: Settings, profile: string): string | undefined =>
  profileOf(settings, profile)?.Driver;
