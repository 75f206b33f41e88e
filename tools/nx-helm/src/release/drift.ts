import { objectsOf } from '../chart/manifests.ts';
import type { LeftOutRelease } from '../chart/environment-releases.ts';
import type { Releases } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import { driftLines, findDrift } from '../cluster/drift.ts';
import type { KubernetesObject } from '../cluster/kubernetes-object.ts';
import { historyOf } from './decide.ts';
import type { ExplainInputs } from './deploy-request.ts';
import type { Change } from './record.ts';
import { describeChanges } from './record.ts';
import { describeLiveSession, readLiveSession } from './live-session.ts';
import { describeKept } from './records.ts';
import { describeCondition, standingOf } from './standing.ts';

/** How one release differs, at each of three layers, from what the workspace and Helm say of it. */
export interface ReleaseDrift {
  readonly release: string;
  /** Inputs in the workspace that are others than when it was rolled out. */
  readonly source: readonly Change[];
  /** What happened to the release besides this plugin. */
  readonly revision: readonly string[];
  /** Live objects that are not as the last revision made them. */
  readonly live: readonly string[];
  /** Set where somebody took the release back on purpose: that is what it should be, and no drift. */
  readonly kept?: string;
  /** Set where another program deploys the release, which is then compared with the render of this checkout. */
  readonly owner?: string;
  /** Set where the environment leaves the release out, which is then compared with nothing. */
  readonly leftOut?: string;
}

/** A row of a release that the environment leaves out: what is there of it is no drift. */
export function leftOutDrift(
  { project, leftOut }: LeftOutRelease,
  warnings: readonly string[],
): ReleaseDrift {
  const text = [leftOut, ...warnings].join('; ');
  return { release: project, source: [], revision: [], live: [], leftOut: text };
}

export function hasDrift({ source, revision, live }: ReleaseDrift): boolean {
  return source.length + revision.length + live.length > 0;
}

interface DriftRequest {
  readonly release: string;
  readonly namespace: string;
  readonly kubectl: Kubectl;
  readonly ignoredManagers: readonly string[];
  readonly reading: DriftReading;
  /** Without it the layer of the sources is left out. */
  readonly explainInputs?: ExplainInputs;
}

/** What the cluster has, of which several releases are compared. */
interface DriftReading {
  readonly releases: Releases;
  /** What Helm stored of the release. */
  readonly manifest: () => Promise<string>;
  /** The live objects of its kinds, and the ConfigMaps. */
  readonly objects: () => Promise<readonly KubernetesObject[]>;
}

/** Needs no build: what should be there is what Helm has stored, and not what would be rendered now. */
export async function findReleaseDrift(request: DriftRequest): Promise<ReleaseDrift> {
  const { release, kubectl, namespace, ignoredManagers } = request;
  const { releases } = request.reading;
  const standing = standingOf({ revisions: releases.get(release) });
  const { conditions, kept } = standing;
  const found = conditions.filter((condition) => condition !== kept).map(describeCondition);
  if (!standing.isInstalled) return { release, source: [], revision: found, live: [] };
  const isLive = standing.latest.labels['reason'] === 'live';
  const session = isLive ? [describeLiveSession(await readLiveSession(kubectl, release))] : [];
  const revision = [...session, ...found];
  const [manifest, actual] = await Promise.all([
    request.reading.manifest(),
    request.reading.objects(),
  ]);
  const expected = objectsOf(manifest);
  const { inputs, normalised = [] } = historyOf({ release, state: { releases, objects: actual } });
  const explained = await request.explainInputs?.(inputs);
  const facts = { expected, actual, namespace, ignoredManagers, normalised: new Set(normalised) };
  return {
    release,
    ...(kept === undefined ? {} : { kept: await describeKept({ kubectl, release, kept }) }),
    source: explained?.changes ?? [],
    revision,
    live: findDrift(facts).flatMap(driftLines),
  };
}

/** One line for each finding, with the layer it was found in. */
export function formatDrift(drifts: readonly ReleaseDrift[]): string {
  const rows = drifts.flatMap((drift) => rowsOf(drift));
  const width = Math.max(...rows.map(([release]) => release.length));
  const layerWidth = Math.max(shortestLayers, ...rows.map(([, layer]) => layer.length));
  const table = rows.map(
    ([release, layer, finding]) =>
      `${release.padEnd(width)}  ${layer.padEnd(layerWidth)}  ${finding}`,
  );
  const drifted = drifts.filter(hasDrift).length;
  const compared = drifts.filter(({ leftOut }) => leftOut === undefined).length;
  return [...table, `${drifted} of ${compared} releases have drifted`].join('\n');
}

/** As wide as the names of the three layers. */
const shortestLayers = 'release'.length;

type Row = readonly [release: string, layer: string, finding: string];

function rowsOf(drift: ReleaseDrift): Row[] {
  const { release, source, revision, live, kept, leftOut, owner } = drift;
  if (leftOut !== undefined) return [[release, 'left out', leftOut]];
  if (owner !== undefined) {
    const found = live.map((finding): Row => [release, 'live', finding]);
    return [[release, 'owner', `${owner} deploys it; compared with this checkout`], ...found];
  }
  const onPurpose: Row[] = kept === undefined ? [] : [[release, 'kept', kept]];
  if (!hasDrift(drift)) return kept === undefined ? [[release, '-', 'none']] : onPurpose;
  return [
    ...onPurpose,
    ...source.map((change): Row => [release, 'source', describeChanges([change], 'full')]),
    ...revision.map((finding): Row => [release, 'release', finding]),
    ...live.map((finding): Row => [release, 'live', finding]),
  ];
}
