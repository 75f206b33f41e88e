import { UserError } from '@taskora/base/errors';
import type { RunResult } from '@taskora/base/run';
import { jsonText } from '../base/read-yaml.ts';
import { helmErrorText, serverDryRunFlag } from '../chart/helm.ts';
import type { LeftOutRelease } from '../chart/environment-releases.ts';
import type { ObjectDiff } from '../chart/manifest-diff.ts';
import { diffManifests, formatDiff, podsRestart } from '../chart/manifest-diff.ts';
import { objectsOf } from '../chart/manifests.ts';
import { withoutTestsLeftOutOf } from '../chart/render.ts';
import { readReleases } from '../cluster/cluster-state.ts';
import type { Kubectl } from '../cluster/connect.ts';
import type { ApiObject } from '../cluster/kubernetes-object.ts';
import { asHelmApplies, comparable, isKeptByPolicy, keyOf } from '../cluster/kubernetes-object.ts';
import type { Decision } from './decide.ts';
import { decide } from './decide.ts';
import type { DeployRequest } from './deploy-request.ts';
import { readState } from './deploy.ts';
import type { LeftOutState } from './left-out.ts';
import { describeRemoval, readRemoval, refusalOf } from './refusals.ts';
import { foreseeSchemas } from './rollout-schemas.ts';
import { standingOf } from './standing.ts';
import type { ReleasePlace } from './stored-release.ts';
import { isAppliedByServer, placeArguments, storedManifest } from './stored-release.ts';

interface LiveDiffRequest {
  readonly kubectl: Kubectl;
  readonly release: string;
  readonly namespace: string;
  /** What Helm applied last, and what it would apply now. */
  readonly before: string;
  readonly after: string;
}

/** What Helm calls itself where the API server notes who set which field. */
const fieldManager = 'helm';

/**
 * What would become of the objects that are in the cluster now. The API server is asked by a dry run
 * of the same apply that Helm makes, so defaults, other people's fields and admission are in it.
 */
async function liveDiff(request: LiveDiffRequest): Promise<ObjectDiff[]> {
  const { kubectl, namespace } = request;
  const wanted = objectsOf(request.after);
  const keys = new Set(wanted.map(keyOf));
  const leaving = objectsOf(request.before).filter(
    (object) => !keys.has(keyOf(object)) && !isKeptByPolicy(object),
  );
  const live = await getObjects(kubectl, [...wanted, ...leaving]);
  const applied = await dryApply(request, wanted);
  const text = (objects: readonly ApiObject[]): string =>
    objects.map((object) => jsonText(comparable(object, namespace))).join('---\n');
  return diffManifests(text(live), text(applied));
}

function listOf(items: readonly ApiObject[]) {
  return { apiVersion: 'v1', kind: 'List', items };
}

async function getObjects(kubectl: Kubectl, objects: readonly ApiObject[]): Promise<ApiObject[]> {
  if (objects.length === 0) return [];
  const input = JSON.stringify(listOf(objects));
  const args = ['get', '--ignore-not-found', '--output', 'json', '--filename', '-'];
  return itemsOf(await kubectl.read(args, { input }));
}

/** The objects as the API server would keep them. */
async function dryApply(request: LiveDiffRequest, objects: readonly ApiObject[]) {
  if (objects.length === 0) return [];
  const answer = await tryServerApply(request.kubectl, objects, request);
  if (answer.exitCode === 0) return itemsOf(answer.stdout);
  throw new UserError(
    'NXHELM_APPLY_REFUSED',
    `the API server refuses what a deploy would apply: ${answer.stderr.trim()}`,
    `npx nx run ${request.release}:helm-deploy --dry-run=server`,
    { project: request.release },
  );
}

/** Asks the API server what it would make of an apply as Helm does it, and has it keep nothing. */
function tryServerApply(
  kubectl: Kubectl,
  objects: readonly ApiObject[],
  { release, namespace }: { readonly release: string; readonly namespace: string },
): Promise<RunResult> {
  const marked = objects.map((object) => asHelmApplies(object, release, namespace));
  const how = ['--server-side', '--force-conflicts', '--dry-run=server', '--field-manager'];
  const output = ['--output', 'json', '--filename', '-'];
  const input = JSON.stringify(listOf(marked));
  return kubectl.try(['apply', ...how, fieldManager, ...output], { input });
}

/** One object comes as itself, several in a list, none as nothing. */
function itemsOf(text: string): ApiObject[] {
  if (text.trim() === '') return [];
  const answer = JSON.parse(text) as ApiObject & { readonly items?: readonly ApiObject[] };
  return answer.items === undefined ? [answer] : [...answer.items];
}

interface DiffRequest extends ReleasePlace {
  readonly kubectl: Kubectl;
  /** What an install and what an upgrade would apply. */
  readonly rendered: { readonly install: string; readonly upgrade: string };
  /** Also asks what a deploy would change in the objects as they are in the cluster now. */
  readonly isLive: boolean;
}

/** What a deploy would change, for people and for programs. */
export interface ReleaseDiff {
  readonly release: string;
  /** 0 where nothing is installed. */
  readonly revision: number;
  readonly isDifferent: boolean;
  /** Against what Helm applied last. */
  readonly objects: readonly ObjectDiff[];
  /** Workloads whose pods a deploy would replace. */
  readonly restarts: readonly string[];
  /** Against the objects in the cluster. */
  readonly live?: readonly ObjectDiff[];
  /**
   * Set beside `live` where Helm, and not the API server, merges what changes: fields that only the last
   * revision has go as well, and no question to the API server shows that.
   */
  readonly isMergedByHelm?: true;
  /** Set where the environment leaves the release out, so that a deploy would change nothing. */
  readonly leftOut?: string;
}

/** The answer of a release that the environment leaves out. */
export function leftOutDiff(
  { project, leftOut }: LeftOutRelease,
  { revision }: LeftOutState,
): ReleaseDiff {
  return { release: project, revision, isDifferent: false, objects: [], restarts: [], leftOut };
}

export async function releaseDiff(request: DiffRequest): Promise<ReleaseDiff> {
  const { kubectl, release, rendered, isLive } = request;
  const standing = standingOf({ revisions: (await readReleases(kubectl)).get(release) });
  const revision = standing.isInstalled ? standing.latest.revision : 0;
  const after = revision === 0 ? rendered.install : rendered.upgrade;
  const stored = revision === 0 ? '' : await storedManifest(request);
  const before = withoutTestsLeftOutOf(after, stored);
  const objects = diffManifests(before, after);
  const live = isLive ? await liveDiff({ ...request, before, after }) : undefined;
  const isMergedByHelm =
    live !== undefined &&
    revision !== 0 &&
    objects.length > 0 &&
    !(await isAppliedByServer(request));
  return {
    release,
    revision,
    isDifferent: objects.length > 0 || (live ?? []).length > 0,
    objects,
    restarts: podsRestart(before, after),
    ...(live === undefined ? {} : { live }),
    ...(isMergedByHelm && { isMergedByHelm }),
  };
}

/** The whole answer of helm-diff for people: a sentence first, then what differs. */
export function releaseDiffText({
  release,
  revision,
  objects,
  restarts,
  live,
  isMergedByHelm,
}: ReleaseDiff): string {
  const base = revision === 0 ? 'nothing is installed' : `revision ${revision}`;
  const parts = [
    objects.length === 0
      ? `${release}: a deploy would apply the same as ${base}`
      : `${release}: a deploy would change ${count(objects.length)} against ${base}`,
  ];
  if (objects.length > 0) parts.push(formatDiff(objects));
  if (restarts.length > 0) parts.push(`Pods that would be replaced: ${restarts.join(', ')}`);
  if (live !== undefined) {
    parts.push(
      live.length === 0
        ? `${release}: an apply would leave the objects in the cluster as they are`
        : `${release}: of the objects in the cluster ${count(live.length)} would change`,
    );
    if (live.length > 0) parts.push(formatDiff(live));
    if (isMergedByHelm) {
      parts.push(
        `${release}: Helm merges it itself, and takes away besides what only ${base} has, unless the deploy says that the API server merges it from now on`,
      );
    }
  }
  return parts.join('\n\n');
}

function count(objects: number): string {
  return objects === 1 ? '1 object' : `${objects} objects`;
}

/**
 * Prints what a deploy would do, and changes nothing: it takes no Lease and makes no revision.
 * `client` compares the render with the release; `server` also has the API server check it.
 */
export async function dryRun(request: DeployRequest, mode: 'client' | 'server'): Promise<void> {
  const { release } = request;
  const rendered = await request.readRender();
  const state = await readState(request);
  const decision = decide({ ...request, state });
  const difference = await releaseDiff({ ...request, rendered, isLive: false });
  const form = difference.revision === 0 ? rendered.install : rendered.upgrade;
  const findings = mode === 'server' ? await checkByServer(request, form) : [];
  console.log(releaseDiffText(difference));
  const { releases } = state;
  const removal = await readRemoval(request, decision, releases);
  if (removal !== undefined) console.log(`${release}: deletes ${describeRemoval(removal)}`);
  const schemas = await foreseeSchemas(request, decision, releases);
  const refusal = await refusalOf(request, decision, { releases, removal, schemas });
  for (const message of findings) console.log(`${release}: ${message}`);
  console.log(
    `${release}: dry run (${mode}), nothing was changed; a deploy ${refusal ?? describeDecision(decision)}`,
  );
}

function describeDecision(decision: Decision): string {
  if (decision.action !== 'skip') {
    return `would ${decision.action} it as revision ${decision.nextRevision}, because ${decision.explanation}`;
  }
  return decision.kept === undefined
    ? `would skip it, unchanged since revision ${decision.revision}`
    : `would keep it at revision ${decision.revision}, to which it was rolled back on purpose`;
}

/** Helm renders again with the cluster's capabilities, and the API server checks the objects. */
async function checkByServer(request: DeployRequest, manifest: string): Promise<string[]> {
  const { helm, kubectl, release, chartFolder, valuesFiles } = request;
  const flag = await serverDryRunFlag(helm, release);
  const values = valuesFiles.flatMap((file) => ['--values', file]);
  const args = ['upgrade', release, chartFolder, '--install', ...values, '--reset-values', flag];
  const result = await helm.run([...args, ...placeArguments(request)]);
  if (result.exitCode !== 0) throw refused(release, `Helm: ${helmErrorText(result)}`);
  const answer = await tryServerApply(kubectl, objectsOf(manifest), request);
  const message = answer.stderr.trim();
  if (answer.exitCode === 0) return ['the API server accepts it', ...linesOf(message)];
  if (/namespaces ".*" not found/.test(message)) {
    return [
      `namespace ${request.namespace} does not exist yet, so the API server could not check the objects`,
    ];
  }
  throw refused(release, `the API server: ${message}`);
}

/**
 * Warnings of the API server, such as of a pod that the namespace's security level would refuse.
 */
function linesOf(message: string): string[] {
  return message.split('\n').filter((line) => line !== '');
}

function refused(release: string, message: string): UserError {
  return new UserError(
    'NXHELM_DRY_RUN_REFUSED',
    `a deploy would fail. ${message}`,
    `correct the chart or its values, then npx nx run ${release}:helm-deploy --dry-run=server`,
    { project: release },
  );
}
