import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectConfiguration } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { formatTable } from '@taskora/base/table';
import type { Kubectl } from '../../cluster/connect.ts';
import { releasesOf } from '../../chart/releases.ts';
import { connect } from '../../cluster/connect.ts';
import type { Engine } from '../../image/engine.ts';
import { selectEngine } from '../../image/engine.ts';
import { imageFolder, megabytes, readImage } from '../../image/image-description.ts';
import type { Loader, NodeImage } from '../../image/loader.ts';
import { selectLoader } from '../../image/loaders.ts';
import type { StoredRevision } from '../../release/stored-release.ts';
import { parseStoredReleases } from '../../release/stored-release.ts';
import {
  environmentOf,
  executorOfAny,
  placeOf,
  pluginOptionsOf,
  refuseUnconfirmedChange,
} from '../report.ts';

/** Something that needs images: a text that names them, and what it is, for people. */
interface ImageUse {
  readonly user: string;
  readonly text: string;
}

/** Workloads that were made without Helm count as well, and pods that outlive theirs. */
const liveKinds = 'pods,deployments.apps,statefulsets.apps,daemonsets.apps,cronjobs.batch';

/**
 * Everything of the cluster, in all namespaces, that needs an image now or may need one again: other
 * checkouts deploy to other namespaces, and their images have the same names.
 */
export async function readImageUses(kubectl: Kubectl): Promise<ImageUse[]> {
  const everywhere = ['--all-namespaces', '--output', 'json'];
  const [stored, live] = await Promise.all([
    kubectl.read(['get', 'secrets,configmaps', '--selector', 'owner=helm', ...everywhere]),
    kubectl.read(['get', liveKinds, ...everywhere]),
  ]);
  return [...usesOfReleases(parseStoredReleases(stored)), ...usesOfObjects(live)];
}

/** Current revisions first, so that they are the printed reason. */
export function usesOfReleases(revisions: readonly StoredRevision[]): ImageUse[] {
  const latest = new Map<string, number>();
  for (const { namespace, release, revision } of revisions) {
    const key = `${namespace}/${release}`;
    latest.set(key, Math.max(latest.get(key) ?? 0, revision));
  }
  const isLatest = ({ namespace, release, revision }: StoredRevision): boolean =>
    latest.get(`${namespace}/${release}`) === revision;
  const current = revisions.filter((stored) => isLatest(stored) || stored.status === 'deployed');
  const targets = revisions.filter((stored) => !current.includes(stored) && canBeTarget(stored));
  return [
    ...current.map((stored) => use('current revision of', stored)),
    ...targets.map((stored) => use('rollback target of', stored)),
  ];
}

/** Nobody rolls back to what never worked. */
function canBeTarget({ status }: StoredRevision): boolean {
  return status !== 'failed';
}

function use(role: string, stored: StoredRevision): ImageUse {
  const { namespace, release, revision, manifest } = stored;
  return { user: `${role} ${namespace}/${release}, revision ${revision}`, text: manifest };
}

interface LiveObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: unknown;
  readonly status?: { readonly phase?: string };
}

const finishedPhases: readonly unknown[] = ['Succeeded', 'Failed'];

function usesOfObjects(json: string): ImageUse[] {
  const { items } = JSON.parse(json) as { readonly items: readonly LiveObject[] };
  return items
    .filter(({ kind, status }) => kind !== 'Pod' || !finishedPhases.includes(status?.phase))
    .map(({ kind, metadata, spec }) => ({
      user: `${kind.toLowerCase()} ${metadata.namespace ?? ''}/${metadata.name}`,
      text: JSON.stringify(spec ?? {}),
    }));
}

type Projects = Readonly<Record<string, ProjectConfiguration>>;

const containerExecutor = '@taskora/nx-helm:container';

function optionsOf(projects: Projects, executor: string): Readonly<Record<string, unknown>>[] {
  return Object.values(projects).flatMap(({ targets = {} }) =>
    Object.values(targets)
      .filter((target) => target.executor === executor)
      .map((target) => (target.options ?? {}) as Readonly<Record<string, unknown>>),
  );
}

/** The first parts of the names of all images that this workspace builds. */
export function imagePrefixesOf(projects: Projects): string[] {
  const prefixes = optionsOf(projects, containerExecutor).map(({ imagePrefix }) => imagePrefix);
  return [...new Set(prefixes.filter((prefix) => typeof prefix === 'string'))].sort();
}

/** The last build may be about to enter the cluster, and the next deploy would need it. */
export function lastBuilds(workspaceRoot: string, projects: Projects): ImageUse[] {
  return Object.keys(projects)
    .filter((name) => existsSync(join(imageFolder(workspaceRoot, name), 'image.json')))
    .map((name) => ({
      user: `last build of ${name}`,
      text: readImage(workspaceRoot, name).reference,
    }));
}

/** The engine's own store, behind the interface of a node's. */
export function engineImages(engine: Engine): Pick<Loader, 'list' | 'remove' | 'usedBytes'> {
  return {
    list: () => engine.list(),
    remove: async (references) => {
      for (const reference of references) await engine.untagImage(reference);
    },
    usedBytes: () => Promise.resolve(undefined),
  };
}

interface PruneRow extends NodeImage {
  readonly action: 'keep' | 'remove';
  readonly reason: string;
}

/**
 * Decides about the images of this workspace's prefixes that have a content tag, and about no
 * others. An image is named in a manifest with or without docker.io, so the name alone counts.
 */
export function planPrune(
  images: readonly NodeImage[],
  imagePrefixes: readonly string[],
  uses: readonly ImageUse[],
): PruneRow[] {
  return images
    .filter(({ reference }) => isOurs(reference, imagePrefixes))
    .toSorted((one, other) => (one.reference < other.reference ? -1 : 1))
    .map((image) => {
      const name = image.reference.slice(registry.length);
      const found = uses.find(({ text }) => text.includes(name));
      return found === undefined
        ? { ...image, action: 'remove', reason: 'nothing uses it' }
        : { ...image, action: 'keep', reason: found.user };
    });
}

const registry = 'docker.io/';

function isOurs(reference: string, prefixes: readonly string[]): boolean {
  const [, prefix, tag] = /^docker\.io\/(.+)\/[^/:]+:([^/:]+)$/.exec(reference) ?? [];
  return prefixes.includes(prefix ?? '') && /^c-[0-9a-f]{12}$/.test(tag ?? '');
}

export interface PruneResult {
  readonly rows: readonly PruneRow[];
  /**
   * Measured if the runtime reports it, else an upper bound: shared layers are counted with each
   * image.
   */
  readonly freedBytes: number;
  readonly isMeasured: boolean;
}

interface PruneRequest {
  readonly loader: Pick<Loader, 'list' | 'remove' | 'usedBytes'>;
  readonly imagePrefixes: readonly string[];
  /** Asked after the images, so that one that is loaded and used meanwhile is not on the list. */
  readonly readUses: () => Promise<readonly ImageUse[]>;
  readonly isDryRun: boolean;
}

export async function pruneImages(request: PruneRequest): Promise<PruneResult> {
  const { loader, imagePrefixes, readUses, isDryRun } = request;
  const images = await loader.list();
  const rows = planPrune(images, imagePrefixes, await readUses());
  const unwanted = rows.filter(({ action }) => action === 'remove');
  const atMost = unwanted.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (isDryRun || unwanted.length === 0) return { rows, freedBytes: atMost, isMeasured: false };
  const before = await loader.usedBytes();
  await loader.remove(unwanted.map(({ reference }) => reference));
  await refuseRemains(loader, unwanted);
  const after = await loader.usedBytes();
  if (before === undefined || after === undefined) {
    return { rows, freedBytes: atMost, isMeasured: false };
  }
  return { rows, freedBytes: Math.max(0, before - after), isMeasured: true };
}

/** An engine silently keeps images that one of its containers uses. */
async function refuseRemains(
  loader: PruneRequest['loader'],
  unwanted: readonly PruneRow[],
): Promise<void> {
  const present = new Set((await loader.list()).map(({ reference }) => reference));
  const remains = unwanted.map(({ reference }) => reference).filter((name) => present.has(name));
  if (remains.length === 0) return;
  throw new UserError(
    'NXHELM_PRUNE_INCOMPLETE',
    `${remains.join(', ')} could not be removed, most likely because a container uses it`,
    'podman ps --all (or docker ps --all), remove the container, then prune again',
  );
}

/** One line for each image: kept or removed, and why. */
export function pruneTable(place: string, rows: readonly PruneRow[], isDryRun: boolean): string {
  if (rows.length === 0) return `${place}: no image of this workspace`;
  const verbs = { keep: 'kept', remove: isDryRun ? 'would be removed' : 'removed' };
  const cells = rows.map(({ reference, action, reason, sizeBytes }) => [
    verbs[action],
    megabytes(sizeBytes),
    reference,
    reason,
  ]);
  return `${place}:\n${formatTable(cells)}`;
}

export interface PruneOptions {
  readonly environment?: string;
  readonly confirm?: string;
  /** Else what nx.json gives the plugin. */
  readonly programsDirectory?: string;
  readonly contexts?: string;
  readonly dryRun?: boolean;
  readonly engine?: boolean;
}

/** Removes what no release, rollback target, workload or last build uses; nothing of anybody else. */
export default executorOfAny<PruneOptions>(async (options, context, project) => {
  const { root } = context;
  const { projects } = context.projectsConfigurations;
  const isDryRun = options.dryRun ?? false;
  const known = pluginOptionsOf(context);
  const { programsDirectory = known.programsDirectory, contexts = known.contexts } = options;
  const environment = environmentOf(options.environment, context);
  // Whether there is such an environment, only the releases know.
  if (environment !== undefined) releasesOf(projects, environment);
  if (!isDryRun) {
    const { confirm } = options;
    const asked = {
      ...(environment === undefined ? {} : { environment }),
      ...(confirm === undefined ? {} : { confirm }),
    };
    await refuseUnconfirmedChange(asked, context, project);
  }
  const place = placeOf(context, { environment });
  const where = { programsDirectory, contexts, ...place, namespace: 'default' };
  const cluster = connect(root, where, project);
  await cluster.assertCluster();
  const readUses = async () => [
    ...(await readImageUses(cluster.kubectl)),
    ...lastBuilds(root, projects),
  ];
  const common = { imagePrefixes: imagePrefixesOf(projects), readUses, isDryRun };
  const loader = selectLoader(root, programsDirectory, cluster.context);
  printResult(`node (${loader.name})`, await pruneImages({ ...common, loader }), isDryRun);
  if (options.engine !== true) return;
  const engine = await selectEngine(project);
  const result = await pruneImages({ ...common, loader: engineImages(engine) });
  printResult(`engine (${engine.name})`, result, isDryRun);
});

function printResult(
  place: string,
  { rows, freedBytes, isMeasured }: PruneResult,
  isDryRun: boolean,
): void {
  console.log(pruneTable(place, rows, isDryRun));
  const removed = rows.filter(({ action }) => action === 'remove').length;
  const verb = isDryRun ? 'would free' : 'freed';
  const precision = isMeasured ? '' : 'at most ';
  console.log(
    `${place}: ${rows.length - removed} kept, ${removed} ${isDryRun ? 'to remove' : 'removed'}, ${verb} ${precision}${megabytes(freedBytes)}`,
  );
}
