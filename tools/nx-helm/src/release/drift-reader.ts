import { readEnvironment } from '../chart/environment-file.ts';
import { objectsOf } from '../chart/manifests.ts';
import type { DeployedRelease } from '../chart/releases.ts';
import type { Releases } from '../cluster/cluster-state.ts';
import { listObjects, placedResourceOf, readReleases } from '../cluster/cluster-state.ts';
import { connect } from '../cluster/connect.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import type { ExplainInputs } from './deploy-request.ts';
import type { ReleaseDrift } from './drift.ts';
import { findReleaseDrift } from './drift.ts';
import { standingOf } from './standing.ts';
import { connectRelease, storedManifest } from './stored-release.ts';

/** The histories beside the releases, and what may count their pods. */
const commonKinds = ['ConfigMap', 'HorizontalPodAutoscaler.v2.autoscaling'];

interface DriftReader {
  /** All that Helm keeps in the release's namespace. */
  releasesOf(release: DeployedRelease): Promise<Releases>;
  /** Without `explainInputs` only the cluster is compared: finding out what the inputs are takes longest. */
  driftOf(release: DeployedRelease, explainInputs?: ExplainInputs): Promise<ReleaseDrift>;
}

/**
 * Compares releases with the cluster, each as its deploy target describes it. A namespace is asked twice for all of
 * them, for Helm's revisions and for the live objects, however many they are; and not before somebody asks.
 */
export function driftReader(
  workspaceRoot: string,
  releases: readonly DeployedRelease[],
): DriftReader {
  const releasesOf = once(placeOf, ({ options, project }) =>
    readReleases(connect(workspaceRoot, options, project).kubectl),
  );
  const manifestOf = once(
    ({ project }) => project,
    ({ options, project }) => storedManifest(connectRelease(workspaceRoot, options, project)),
  );
  const liveObjects = once(placeOf, async (asked): Promise<readonly KubernetesObject[]> => {
    const known = await releasesOf(asked);
    const there = releases.filter(
      (each) =>
        placeOf(each) === placeOf(asked) &&
        standingOf({ revisions: known.get(each.project) }).isInstalled,
    );
    // One whose manifest cannot be read fails alone.
    const manifests = await Promise.allSettled(there.map(manifestOf));
    const kinds = manifests.flatMap((manifest) =>
      manifest.status === 'fulfilled' ? objectsOf(manifest.value).map(placedResourceOf) : [],
    );
    const { kubectl } = connect(workspaceRoot, asked.options, asked.project);
    return listObjects(kubectl, [...new Set([...commonKinds, ...kinds])].toSorted());
  });
  return {
    releasesOf,
    driftOf: async (release, explainInputs) => {
      const { project, options } = release;
      const { environment, environmentsDirectory } = options;
      const { ignoredManagers } = readEnvironment(
        workspaceRoot,
        environmentsDirectory,
        environment,
        project,
      );
      return findReleaseDrift({
        release: project,
        namespace: options.namespace,
        kubectl: connect(workspaceRoot, options, project).kubectl,
        ignoredManagers,
        reading: {
          releases: await releasesOf(release),
          manifest: () => manifestOf(release),
          objects: () => liveObjects(release),
        },
        ...(explainInputs === undefined ? {} : { explainInputs }),
      });
    },
  };
}

/** What is asked of one place, or of one release, is asked once. */
function once<Answer>(
  keyOf: (release: DeployedRelease) => string,
  ask: (release: DeployedRelease) => Promise<Answer>,
): (release: DeployedRelease) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (release) => {
    const key = keyOf(release);
    const answer = answers.get(key) ?? ask(release);
    answers.set(key, answer);
    return answer;
  };
}

function placeOf({ options }: DeployedRelease): string {
  const { namespace, contexts, context, cluster, programsDirectory } = options;
  return JSON.stringify([namespace, contexts, context, cluster, programsDirectory]);
}
