import type { ExecutorContext } from '@nx/devkit';
import type { Affected } from '../../change/affected.ts';
import { affectedReleases } from '../../change/affected.ts';
import { explainersFor } from '../../change/snapshot-inputs.ts';
import { environmentReleases } from '../../chart/environment-releases.ts';
import type { DeployedRelease } from '../../chart/releases.ts';
import { connect } from '../../cluster/connect.ts';
import { driftReader } from '../../release/drift-reader.ts';
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
  const reader = driftReader(root, releases);
  const revisions = new Map(
    await Promise.all(
      releases.map(async (release) => {
        const { project } = release;
        return [project, (await reader.releasesOf(release)).get(project) ?? []] as const;
      }),
    ),
  );
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
          liveDrift: async (release: DeployedRelease) => (await reader.driftOf(release)).live,
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
