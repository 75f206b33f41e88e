import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Affected } from '../../affected/affected.ts';
import { affectedReleases } from '../../affected/affected.ts';
import { readReleaseDrift } from '../../drift/read-release-drift.ts';
import { NxHelmError } from '../../errors.ts';
import type { DeployedRelease } from '../../helm/releases.ts';
import { releasesOf } from '../../helm/releases.ts';
import type { ReleaseRevision, Releases } from '../../kubernetes/cluster-state.ts';
import { readReleases } from '../../kubernetes/cluster-state.ts';
import { connect } from '../../kubernetes/connect.ts';
import { runShown } from '../../process/run-shown.ts';
import { table } from '../../table.ts';
import { executor } from '../report.ts';

export interface AffectedOptions {
  readonly environment?: string;
  readonly json?: boolean;
  readonly run?: string;
}

export default executor<AffectedOptions>(async (options, context) => {
  const { root, projectsConfigurations } = context;
  const environment = options.environment ?? context.configurationName;
  const releases = releasesOf(projectsConfigurations.projects, environment);
  const revisions = await revisionsOfAll(root, releases);
  const affected = await affectedReleases({
    workspaceRoot: root,
    releases,
    revisionsOf: ({ project }) => revisions.get(project) ?? [],
    ...(environment === undefined ? {} : { environment }),
    projectGraph: context.projectGraph,
    isDrifted: async (release) => {
      const { revision, live } = await readReleaseDrift({ workspaceRoot: root, release });
      return revision.length + live.length > 0;
    },
    onProgress: (text) => console.error(`affected: ${text}`),
  });
  console.log(options.json === true ? JSON.stringify(affected, undefined, 2) : formatted(affected));
  if (options.run !== undefined && options.run !== '') {
    await runTarget(root, options.run, affected, environment);
  }
});

/** Releases of one namespace are read at once. */
async function revisionsOfAll(
  root: string,
  releases: readonly DeployedRelease[],
): Promise<Map<string, readonly ReleaseRevision[]>> {
  const places = new Map<string, Promise<Releases>>();
  const read = ({ options, project }: DeployedRelease): Promise<Releases> => {
    const { namespace, contexts, programsDirectory } = options;
    const place = JSON.stringify([namespace, contexts, programsDirectory]);
    const known = places.get(place) ?? readReleases(connect(root, options, project).kubectl);
    places.set(place, known);
    return known;
  };
  const pairs = releases.map(async (release) => {
    const { project } = release;
    return [project, (await read(release)).get(project) ?? []] as const;
  });
  return new Map(await Promise.all(pairs));
}

function formatted({ base, releases }: Affected): string {
  const rows = releases.map(({ project, affected, reasons }) => [
    project,
    affected ? 'affected' : 'as deployed',
    reasons.join('; '),
  ]);
  return [
    table(['release', '', 'why'], rows),
    '',
    base === null
      ? 'No release names a commit of this history.'
      : `Oldest deployed commit: ${base}`,
  ].join('\n');
}

async function runTarget(
  root: string,
  target: string,
  { releases }: Affected,
  environment: string | undefined,
): Promise<void> {
  const projects = releases.filter(({ affected }) => affected).map(({ project }) => project);
  if (projects.length === 0) {
    console.error(`affected: every release is as deployed, so ${target} has nothing to do`);
    return;
  }
  const args = [
    'run-many',
    `--targets=${target}`,
    `--projects=${projects.join(',')}`,
    ...(environment === undefined ? [] : [`--configuration=${environment}`]),
  ];
  const nx = createRequire(join(root, 'package.json')).resolve('nx/bin/nx');
  const exitCode = await runShown(process.execPath, [nx, ...args], {
    cwd: root,
    environment: { NX_TUI: 'false' },
  });
  if (exitCode === 0) return;
  throw new NxHelmError({
    code: 'NXHELM_AFFECTED_RUN',
    what: `${target} failed for at least one of ${projects.join(', ')}`,
    command: `npx nx ${args.join(' ')}`,
  });
}
