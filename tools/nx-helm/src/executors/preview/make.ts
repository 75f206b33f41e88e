import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { readCommit } from '../../base/git.ts';
import { runNx } from '../../base/nx-command.ts';
import { whoRuns } from '../../base/programs.ts';
import { secretVariables } from '../../base/settings.ts';
import { saysNoDatabase } from '../../chart/chart-file.ts';
import { parseValues } from '../../chart/environment-file.ts';
import { parseManifests } from '../../chart/manifest-objects.ts';
import { manifestPaths, readRendered } from '../../chart/manifests.ts';
import { listObjects } from '../../cluster/cluster-state.ts';
import { addressesOf, releaseAddresses } from '../../preview/addresses.ts';
import type { RenderedRelease } from '../../preview/checks.ts';
import { refuseUnfitRender } from '../../preview/checks.ts';
import { refuseClusterDependent } from '../../preview/cluster-dependence.ts';
import { previewDocument } from '../../preview/environment-document.ts';
import { withEnvironmentFile } from '../../preview/environment-file.ts';
import { hostsOf } from '../../preview/hosts.ts';
import { previewEnvironment } from '../../preview/names.ts';
import type { Preview } from '../../preview/namespace.ts';
import { claimNamespace, findPreview, makeNamespace } from '../../preview/namespace.ts';
import type { PreviewReport } from '../../preview/report.ts';
import { releaseReports } from '../../preview/report.ts';
import type { Selection } from '../../preview/selection.ts';
import { companionsIn, selectReleases } from '../../preview/selection.ts';
import { putSurroundings } from '../../preview/surroundings.ts';
import { affectedInCluster } from '../affected/affected-in-cluster.ts';
import type { PreviewBase, PreviewHost } from './base.ts';
import type { PreviewPlace } from './locked.ts';
import { kubectlOf, withLock } from './locked.ts';
import { removePreview, uninstallBut } from './remove.ts';

export interface MakeOptions {
  readonly ttlHours?: number | undefined;
  readonly isFork: boolean;
  readonly dryRun: boolean;
}

/** Deploys what the change affects into a namespace of its own; again, it goes on where a run has ended. */
export async function makePreview(
  context: ExecutorContext,
  base: PreviewHost,
  place: PreviewPlace,
  options: MakeOptions,
): Promise<PreviewReport> {
  // Before anything is built: a namespace of that name may be somebody's.
  const wanted = { ...place, base: base.namespace, cluster: base.cluster };
  await findPreview(base.connection.kubectl, wanted, base.project);
  const affected = await affectedInCluster(context, base.asked, { isDriftCounted: false });
  const selection = selectReleases(base.releases, affected, companionsIn(base.root));
  const { pr, namespace } = place;
  const about = { pr, namespace, base: base.namespace, environment: base.file.name };
  const { reached } = selection;
  if (selection.previewed.length === 0) {
    // What an earlier state of the change needed would show what it is not any more.
    if (!options.dryRun) await removePreview(base, place);
    return { ...about, state: 'unaffected', releases: [], reached };
  }
  if (options.dryRun) {
    return { ...about, state: 'planned', releases: releaseReports(selection, []), reached };
  }
  const { expires, rendered, urls } = await deploy(context, base, place, { ...options, selection });
  const where = { ...place, context: base.connection.context };
  const releases = releaseReports(selection, releaseAddresses(rendered, urls, where));
  return { ...about, state: 'deployed', expires, releases, reached };
}

interface DeployOptions extends MakeOptions {
  readonly selection: Selection;
}

async function deploy(
  context: ExecutorContext,
  base: PreviewHost,
  place: PreviewPlace,
  options: DeployOptions,
) {
  const { root, file, settings, connection, cluster, project } = base;
  const { pr, namespace } = place;
  const previewed = options.selection.previewed.map(({ release }) => release);
  const urls = addressesOf(settings, pr, previewed);
  const document = previewDocument({
    base: parseValues(join(root, file.file), file.file, project),
    settings,
    previewOf: {
      environment: file.name,
      namespace: base.namespace,
      pr,
      secrets: !options.isFork,
    },
    previewed,
    reached: options.selection.reached,
    addresses: urls,
    namespace,
    context: connection.context,
    cluster,
  });
  const environment = previewEnvironment(file.name, pr);
  const ownFile = `${base.options.environmentsDirectory}/${environment}.yaml`;
  const commit = await readCommit(root);
  return withEnvironmentFile(root, ownFile, document, async () => {
    const run = { previewed, environment, isFork: options.isFork };
    await runTargets(base, run, templateTargets(context, base), 'NXHELM_PREVIEW_RENDER');
    for (const release of previewed) {
      await refuseClusterDependent(release, manifestPaths(root, release));
    }
    const rendered = previewed.map((release): RenderedRelease => {
      const { install, upgrade } = readRendered(root, release, environment);
      return { release, objects: [...parseManifests(upgrade), ...parseManifests(install)] };
    });
    const servicesAndHosts = await listObjects(connection.kubectl, reachedKinds);
    refuseUnfitRender(rendered, {
      namespace,
      dependenciesOf: (release) => dependenciesOf(release, context),
      reached: options.selection.reached,
      withoutDatabase: new Set(
        base.releases
          .filter((each) => saysNoDatabase(root, each.options.chart))
          .map((each) => each.project),
      ),
      isFork: options.isFork,
      hostsOfBase: new Set(servicesAndHosts.flatMap(hostsOf)),
    });
    const now = Date.now();
    const hours = options.ttlHours ?? settings.hours;
    const wanted: Preview = {
      ...place,
      base: base.namespace,
      environment: file.name,
      cluster,
      owner: whoRuns(),
      created: new Date(now).toISOString(),
      expires: new Date(now + hours * millisecondsOfHour).toISOString(),
      commit: commit.isDirty ? `${commit.id} with uncommitted changes` : commit.id,
    };
    await makeNamespace(connection.kubectl, wanted, project);
    const { expires } = await withLock(base, place, async (lock) => {
      // Before, it may be another run's that is deploying something else.
      const claimed = await claimNamespace(kubectlOf(base, place), wanted, project);
      await uninstallBut(base, place, lock, new Set(previewed));
      await putSurroundings(kubectlOf(base, place), {
        base: base.namespace,
        clusterDomain: settings.clusterDomain,
        rendered,
        reached: options.selection.reached,
        servicesOfBase: servicesAndHosts.filter(({ kind }) => kind === 'Service'),
        urls,
        quota: settings.quota,
        ...(settings.ingress === undefined ? {} : { ingress: settings.ingress }),
      });
      const targets = [...new Set(base.releases.map(({ deployTarget }) => deployTarget))];
      await runTargets(base, run, targets, 'NXHELM_PREVIEW_FAILED');
      return claimed;
    });
    return { expires, rendered, urls };
  });
}

const millisecondsOfHour = 3_600_000;
const reachedKinds = [
  'Service',
  'Ingress.v1.networking.k8s.io',
  'HTTPRoute.v1.gateway.networking.k8s.io',
];
const templateExecutor = '@taskora/nx-helm:helm-template';

function templateTargets(
  { projectsConfigurations }: ExecutorContext,
  { releases }: PreviewBase,
): readonly string[] {
  const names = releases.flatMap(({ project }) =>
    Object.entries(projectsConfigurations.projects[project]?.targets ?? {})
      .filter(([, { executor }]) => executor === templateExecutor)
      .map(([name]) => name),
  );
  return [...new Set(names)];
}

/** As Nx orders deploys: over projects that are none, at any distance. */
function dependenciesOf(release: string, { projectGraph }: ExecutorContext): string[] {
  const seen = new Set<string>([release]);
  for (const project of seen) {
    for (const { target } of projectGraph.dependencies[project] ?? []) seen.add(target);
  }
  seen.delete(release);
  return [...seen];
}

interface NestedRun {
  readonly previewed: readonly string[];
  readonly environment: string;
  readonly isFork: boolean;
}

type FailureCode = 'NXHELM_PREVIEW_FAILED' | 'NXHELM_PREVIEW_RENDER';

/** By Nx itself, with the order of the releases and all that each one needs. */
async function runTargets(
  { root, project }: PreviewBase,
  { previewed, environment, isFork }: NestedRun,
  targets: readonly string[],
  code: FailureCode,
): Promise<void> {
  const args = [
    'run-many',
    `--targets=${targets.join(',')}`,
    `--projects=${previewed.join(',')}`,
    `--configuration=${environment}`,
  ];
  const secrets = isFork ? secretVariables.map((name) => [name, undefined] as const) : [];
  const exitCode = await runNx(root, args, {
    // A daemon may not have seen the environment's file yet.
    environment: { NX_DAEMON: 'false', ...Object.fromEntries(secrets) },
    isShownAsProgress: true,
  });
  if (exitCode === 0) return;
  throw failed(code, previewed, project);
}

function failed(code: FailureCode, previewed: readonly string[], project: string): UserError {
  const names = previewed.join(', ');
  const again = `correct what is printed above, then npx nx run ${project}:preview again, which goes on from there`;
  return code === 'NXHELM_PREVIEW_RENDER'
    ? new UserError(
        'NXHELM_PREVIEW_RENDER',
        `at least one of ${names} cannot be built or rendered, as printed above; nothing was deployed`,
        again,
        { project },
      )
    : new UserError(
        'NXHELM_PREVIEW_FAILED',
        `at least one of ${names} could not be deployed, as printed above; the preview stays as it is until it is past`,
        again,
        { project },
      );
}
