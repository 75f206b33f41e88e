import type { ExecutorContext } from '@nx/devkit';
import type { Affected } from '../../change/affected.ts';
import { affectedReleases } from '../../change/affected.ts';
import { explainersFor } from '../../change/snapshot-inputs.ts';
import { environmentReleases } from '../../chart/environment-releases.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import type { ReleaseRevision, Releases } from '../../cluster/cluster-state.ts';
import { readReleases } from '../../cluster/cluster-state.ts';
import { connect } from '../../cluster/connect.ts';
import { readReleaseDrift } from '../../release/drift.ts';
import { readHistory } from '../../release/records.ts';
import { workspaceOf } from '../report.ts';

interface AffectedOptions {
  /** Whether a release counts whose live objects somebody has changed, though no source has. */
  readonly isDriftCounted: boolean;
}

/** Which releases of the checkout differ from what the environment's cluster runs. */
export async function affectedInCluster(
  context: ExecutorContext,
  environment: string | undefined,
  { isDriftCounted }: AffectedOptions,
): Promise<Affected> {
  const { root } = context;
  const { deployed: releases, leftOut } = environmentReleases(workspaceOf(context), environment);
  const revisions = await revisionsOfAll(root, releases);
  const explain = explainersFor(context, releases, environment);
  return affectedReleases({
    workspaceRoot: root,
    releases,
    leftOut,
    revisionsOf: ({ project }) => revisions.get(project) ?? [],
    ...(environment === undefined ? {} : { environment }),
    projectGraph: context.projectGraph,
    ...(isDriftCounted
      ? {
          liveDrift: async (release: DeployedRelease) => {
            const { live } = await readReleaseDrift({ workspaceRoot: root, release });
            return live;
          },
        }
      : {}),
    changedInputs: async (release) => {
      const { kubectl } = connect(root, release.options, release.project);
      const { inputs } = await readHistory(kubectl, release.project);
      return inputs === undefined ? undefined : (await explain(release)(inputs)).changes;
    },
    onProgress: (text) => console.error(`affected: ${text}`),
  });
}

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
