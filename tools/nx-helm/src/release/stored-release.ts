import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { messageOf, UserError } from '@taskora/base/errors';
import type { Helm } from '../chart/helm.ts';
import { createHelm, helmErrorText } from '../chart/helm.ts';
import type { Releases } from '../cluster/cluster-state.ts';
import { readReleases } from '../cluster/cluster-state.ts';
import type { ClusterOptions, Connection } from '../cluster/connect.ts';
import { connect } from '../cluster/connect.ts';
import type { ChangeKind } from './record.ts';
import type { Installed } from './standing.ts';
import { standingOf } from './standing.ts';

/** Why a release rolled; a label of the release, so it can be listed without reading any. */
export type Reason = 'install' | 'changed' | 'forced' | 'healed' | 'drift' | 'live' | ChangeKind;

/** What this plugin writes on each revision of a release. */
interface ReleaseLabels {
  readonly fingerprint: string;
  /** The number this revision has. Helm copies old labels to a foreign upgrade, whose number differs. */
  readonly revision: number;
  readonly commit: string;
  readonly isDirty: boolean;
  readonly reason: Reason;
  /** Which of a chart's two renders the revision was made from. */
  readonly form: 'install' | 'upgrade';
  /** Name of the environment whose values it has. */
  readonly environment: string;
  /** For which schemas of databases its programs are made, as `schemasText` writes it. */
  readonly schemas: string;
  /** Which installation of the release it belongs to. */
  readonly life: string;
}

const longestHash = 16;

/** A file may be called what no label may say; then it is known by a hash of its name. */
export function environmentLabel(name: string): string {
  if (/^[a-z0-9](?:[\w.-]{0,61}[a-z0-9])?$/i.test(name)) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, longestHash);
  return `sha256-${hash}`;
}

export function labelArgument(labels: ReleaseLabels): string {
  const { fingerprint, revision, commit, isDirty, reason, form, environment } = labels;
  const { schemas, life } = labels;
  return `fingerprint=${fingerprint},revision=${revision},commit=${commit},dirty=${isDirty},reason=${reason},form=${form},schemas=${schemas},life=${life},environment=${environmentLabel(environment)}`;
}

/** For kubectl: writes labels over those of the Secret in which Helm keeps a revision. */
export function relabelArguments(
  release: string,
  revision: number,
  labels: Readonly<Record<string, string>>,
): string[] {
  const secret = `sh.helm.release.v1.${release}.v${revision}`;
  const assignments = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return ['label', 'secret', secret, '--overwrite', ...assignments];
}

/** Where a release is, and the Helm that is asked about it. */
export interface ReleasePlace {
  readonly helm: Helm;
  readonly release: string;
  readonly namespace: string;
  readonly context: string;
}

/** A release with the programs to ask and to change it, as its target's options say. */
interface ConnectedRelease extends ReleasePlace, Connection {}

export function connectRelease(
  workspaceRoot: string,
  options: ClusterOptions,
  release: string,
): ConnectedRelease {
  const { namespace, programsDirectory } = options;
  const connection = connect(workspaceRoot, options, release);
  const helm = createHelm(workspaceRoot, programsDirectory, release);
  return { ...connection, helm: checkedHelm(helm, connection), release, namespace };
}

/** Helm finds its cluster by the kube-context too, so it is begun only where that leads to the right one. */
function checkedHelm(helm: Helm, { assertCluster }: Pick<Connection, 'assertCluster'>): Helm {
  return {
    run: async (...asked) => {
      await assertCluster();
      return helm.run(...asked);
    },
  };
}

/** What is there of the release; fails where nothing is. */
export async function readInstalled({
  kubectl,
  ...place
}: ReleasePlace & Pick<Connection, 'kubectl'>): Promise<Installed> {
  const standing = standingOf({ revisions: (await readReleases(kubectl)).get(place.release) });
  if (standing.isInstalled) return standing;
  throw notInstalled(place);
}

export function placeArguments({ namespace, context }: ReleasePlace): string[] {
  return ['--namespace', namespace, '--kube-context', context];
}

/**
 * What Helm applied, as Helm keeps it with the release: objects and hooks, the present revision's or
 * another's. Nothing is rendered for it, so it is true even if the chart is gone.
 */
export async function storedManifest(place: ReleasePlace, revision?: number): Promise<string> {
  const which = revision === undefined ? [] : ['--revision', String(revision)];
  const [objects, hooks] = await Promise.all([
    read(place, ['get', 'manifest', place.release, ...which]),
    storedHooks(place, revision),
  ]);
  return `${objects.trimEnd()}\n${hooks}`;
}

/** The hooks alone: as they were rendered in the cluster, whether Helm ran them or not. */
export function storedHooks(place: ReleasePlace, revision?: number): Promise<string> {
  const which = revision === undefined ? [] : ['--revision', String(revision)];
  return read(place, ['get', 'hooks', place.release, ...which]);
}

/**
 * Whether the API server merged what Helm applied as that revision, by default the last; a release
 * that Helm 3 made, or Helm 4 with `--server-side=false`, is merged by Helm.
 */
export async function isAppliedByServer(place: ReleasePlace, revision?: number): Promise<boolean> {
  const which = revision === undefined ? [] : ['--revision', String(revision)];
  const text = await read(place, ['get', 'metadata', place.release, '--output', 'json', ...which]);
  return (JSON.parse(text) as { readonly applyMethod?: string }).applyMethod === 'ssa';
}

async function read(place: ReleasePlace, args: readonly string[]): Promise<string> {
  const result = await place.helm.run([...args, ...placeArguments(place)]);
  if (result.exitCode === 0) return result.stdout;
  throw new UserError(
    'NXHELM_RELEASE_UNREADABLE',
    `helm ${args.slice(0, 2).join(' ')}: ${helmErrorText(result)}`,
    `helm history ${place.release} ${placeArguments(place).join(' ')}`,
    { project: place.release },
  );
}

export function notInstalled({
  release,
  namespace,
  context,
}: Omit<ReleasePlace, 'helm'>): UserError {
  return new UserError(
    'NXHELM_NOT_INSTALLED',
    `there is no such release in namespace ${namespace} of ${context}`,
    `npx nx run ${release}:helm-deploy`,
    { project: release },
  );
}

/** A revision as Helm keeps it in the cluster, in a Secret or in a ConfigMap. */
export interface StoredRevision {
  readonly namespace: string;
  readonly release: string;
  readonly revision: number;
  readonly status: string;
  /** Everything that Helm applied, hooks included. */
  readonly manifest: string;
}

interface StoredObject {
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly data?: { readonly release?: string };
}

/** Reads the list that `kubectl get secrets,configmaps --selector owner=helm --output json` prints. */
export function parseStoredReleases(json: string): StoredRevision[] {
  const { items = [] } = JSON.parse(json) as { readonly items?: readonly StoredObject[] };
  return items.filter(({ data }) => data?.release !== undefined).map(parseOne);
}

function parseOne(object: StoredObject): StoredRevision {
  const { labels = {}, namespace = '', name = '' } = object.metadata ?? {};
  return {
    namespace,
    release: labels['name'] ?? name,
    revision: Number(labels['version'] ?? 0),
    status: labels['status'] ?? 'unknown',
    manifest: manifestOf(object, `${namespace}/${name}`),
  };
}

interface HelmRelease {
  readonly manifest?: string;
  readonly hooks?: readonly { readonly manifest?: string }[];
}

/** What cannot be read may use any image, so it is an error and never an empty manifest. */
function manifestOf({ kind, data }: StoredObject, place: string): string {
  try {
    const stored = data?.release ?? '';
    // A Secret's data are in base64 besides what Helm itself does.
    const encoded = kind === 'Secret' ? Buffer.from(stored, 'base64').toString() : stored;
    const release = JSON.parse(
      gunzipSync(Buffer.from(encoded, 'base64')).toString(),
    ) as HelmRelease;
    const hooks = (release.hooks ?? []).map((hook) => hook.manifest ?? '');
    return [release.manifest ?? '', ...hooks].join('\n');
  } catch (error) {
    throw new UserError(
      'NXHELM_RELEASE_UNREADABLE',
      `Helm's record ${place} cannot be read: ${messageOf(error)}; nothing was removed`,
      'helm list --all --all-namespaces',
      { cause: error },
    );
  }
}

interface MoveFacts {
  readonly release: string;
  readonly environment: string;
  /** The environment that `--from-environment` takes the release out of. */
  readonly fromEnvironment?: string;
  readonly releases: Releases;
}

interface PlacedMove extends MoveFacts {
  readonly namespace: string;
  readonly context: string;
}

/**
 * The environment under which the release runs, where that is not the requested one. A revision of
 * another program, or of a version of this plugin that did not record it, has none.
 */
export function otherEnvironment({
  release,
  environment,
  fromEnvironment,
  releases,
}: MoveFacts): string | undefined {
  const standing = standingOf({ revisions: releases.get(release) });
  const running = standing.isInstalled ? standing.latest.labels['environment'] : undefined;
  if (running === undefined || running === environmentLabel(environment)) return undefined;
  const isMoved = fromEnvironment !== undefined && running === environmentLabel(fromEnvironment);
  return isMoved ? undefined : running;
}

/**
 * Two environments of one namespace would roll each other back for ever, and the second is most likely
 * meant for another cluster.
 */
export function refuseOtherEnvironment(facts: PlacedMove): void {
  const running = otherEnvironment(facts);
  if (running === undefined) return;
  const { release, environment, namespace, context } = facts;
  throw new UserError(
    'NXHELM_ENVIRONMENT_OTHER',
    `the release in namespace ${namespace} of ${context} runs under the environment "${running}", and this is "${environment}", whose file names no place of its own; nothing was changed`,
    `name contexts or namespace under nxHelm in the file of "${environment}", or move the release: npx nx run-many -t helm-deploy -p ${release} -c ${environment} --from-environment=${running}`,
    { project: release },
  );
}

/** For a plan and a dry run: why a deploy would be refused. */
export function describeRefusal(running: string): string {
  return `would be refused: it runs under the environment "${running}" (--from-environment=${running} moves it)`;
}
