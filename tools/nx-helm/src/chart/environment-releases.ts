import type { ProjectConfiguration, ProjectGraph } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { stepOf } from '../base/rollout-step.ts';
import { decidedOnce } from './decided-releases.ts';
import type { Environment } from './environment-file.ts';
import { readEnvironment } from './environment-file.ts';
import type { DeployedRelease } from './releases.ts';
import { releasesOf } from './releases.ts';

/** A release that an environment's file leaves out. */
export interface LeftOutRelease extends DeployedRelease {
  /** For people, in one sentence without an end: who leaves it out, and where that is written. */
  readonly leftOut: string;
}

/** What an environment deploys of a workspace, and what it does not. */
export interface EnvironmentReleases {
  readonly deployed: readonly DeployedRelease[];
  readonly leftOut: readonly LeftOutRelease[];
}

/** The releases of a workspace, and which of them need which. */
export interface ReleaseWorkspace {
  readonly root: string;
  readonly projects: Readonly<Record<string, ProjectConfiguration>>;
  readonly dependencies: ProjectGraph['dependencies'];
}

/**
 * The one place that decides which releases an environment has. A file that leaves out what is no
 * release, or what a release of that environment needs, is refused: the first is misspelt, and the
 * second would roll out onto something that is not there.
 */
export function environmentReleases(
  { root, projects, dependencies }: ReleaseWorkspace,
  environment?: string,
): EnvironmentReleases {
  const releases = releasesOf(projects, environment);
  const files = new Map<string, Environment>();
  const deployed: DeployedRelease[] = [];
  const leftOut: LeftOutRelease[] = [];
  for (const release of releases) {
    const file = environmentOf(root, release, files);
    if (!file.leftOut.has(release.project)) deployed.push(release);
    else leftOut.push({ ...release, leftOut: describeLeftOut(file, release.project) });
  }
  const names = releases.map(({ project }) => project);
  for (const file of files.values()) refuseUnknown(file, names);
  // What a preview leaves out is not absent: it is reached in the environment that it is a preview of.
  const absent = new Map(
    leftOut
      .filter((release) => environmentOf(root, release, files).previewOf === undefined)
      .map((release) => [release.project, release]),
  );
  for (const { project } of deployed) refuseNeeded(project, absent, dependencies);
  return { deployed, leftOut };
}

/** The project itself, where its environment leaves it out; any other project is none that could be. */
export function leftOutRelease(
  workspace: ReleaseWorkspace,
  project: string,
  environment?: string,
): LeftOutRelease | undefined {
  const { leftOut } = releasesKnownTo(workspace, environment);
  return leftOut.find((release) => release.project === project);
}

/**
 * Releases with the image, if all of them are left out: then no pod of that environment runs it. An
 * image of no release is delivered as ever, because somebody asks for it by name.
 */
export function leftOutUsers(
  workspace: ReleaseWorkspace,
  image: string,
  environment: string,
): readonly LeftOutRelease[] {
  const { deployed, leftOut } = releasesKnownTo(workspace, environment);
  const uses = ({ options: { images = {} } }: DeployedRelease): boolean =>
    Object.values(images).includes(image);
  return deployed.some(uses) ? [] : leftOut.filter(uses);
}

const decided = decidedOnce<EnvironmentReleases>();

function releasesKnownTo(
  workspace: ReleaseWorkspace,
  environment: string | undefined,
): EnvironmentReleases {
  return decided(workspace, environment, () =>
    environmentReleases(workspace, knownTo(workspace, environment)),
  );
}

/** A project may have a default environment that is no file's; its own file is what counts then. */
function knownTo(
  { projects }: ReleaseWorkspace,
  environment: string | undefined,
): string | undefined {
  if (environment === undefined) return undefined;
  const isKnown = Object.values(projects)
    .flatMap(({ targets = {} }) => Object.values(targets))
    .some(
      (target) => stepOf(target) === 'helm-deploy' && environment in (target.configurations ?? {}),
    );
  return isKnown ? environment : undefined;
}

function environmentOf(
  root: string,
  { project, options }: DeployedRelease,
  files: Map<string, Environment>,
): Environment {
  const { environmentsDirectory, environment } = options;
  const key = `${environmentsDirectory}/${environment}`;
  const file = files.get(key) ?? readEnvironment(root, environmentsDirectory, environment, project);
  files.set(key, file);
  return file;
}

function describeLeftOut({ name, file, previewOf }: Environment, project: string): string {
  if (previewOf !== undefined) {
    return `${project} is reached in ${previewOf.namespace}, where ${previewOf.environment} is`;
  }
  return `${name} leaves ${project} out (${file}, nxHelm.releases.${project}: false)`;
}

function refuseUnknown({ name, file, leftOut }: Environment, known: readonly string[]): void {
  const unknown = [...leftOut].find((each) => !known.includes(each));
  if (unknown === undefined) return;
  throw new UserError(
    'NXHELM_ENVIRONMENT_RELEASE',
    `${name} leaves ${unknown} out (${file}), which is no release of this workspace; there are ${known.join(', ')}`,
    `correct nxHelm.releases.${unknown} in ${file}`,
  );
}

/** As Nx orders deploys: over projects that are none, at any distance. */
function refuseNeeded(
  release: string,
  absent: ReadonlyMap<string, LeftOutRelease>,
  dependencies: ProjectGraph['dependencies'],
): void {
  if (absent.size === 0) return;
  const seen = new Set<string>([release]);
  for (const project of seen) {
    for (const { target } of dependencies[project] ?? []) seen.add(target);
    const needed = absent.get(project);
    if (needed !== undefined) throw neededBy(release, needed);
  }
}

function neededBy(release: string, { project, leftOut, options }: LeftOutRelease): UserError {
  const file = `${options.environmentsDirectory}/${options.environment}.yaml`;
  return new UserError(
    'NXHELM_LEFT_OUT_NEEDED',
    `${leftOut}, and ${release}, which that environment deploys, depends on it`,
    `leave ${release} out, too, or remove nxHelm.releases.${project} from ${file}`,
    { project },
  );
}
