import { posix } from 'node:path';
import type { GeneratorCallback, ProjectConfiguration, Tree } from '@nx/devkit';
import { addProjectConfiguration, getProjects, updateProjectConfiguration } from '@nx/devkit';
import { UserError } from '@taskora/base/errors';
import { parseDocument } from 'yaml';
import type { RemoteChart } from '../../chart/remote-chart.ts';
import { addressOf, remoteChartField } from '../../chart/remote-chart.ts';
import type { Options } from '../../inference/options.ts';
import { initGenerator } from '../init/generator.ts';
import { checkedName } from '../names.ts';
import { format, isRegistered, pluginOptions } from '../workspace.ts';
import { readHelmfile } from './helmfile.ts';
import type { Imported, ImportedImage, ImportedRelease } from './imported.ts';
import { readForeign } from './imported.ts';
import { folderOf, isRemote, possible } from './possible.ts';
import { readSkaffold } from './skaffold.ts';

export interface ImportOptions {
  readonly file: string;
  readonly skipFormat?: boolean;
}

/** Makes the projects that a file of another tool describes; what is not taken over is printed. */
export async function importGenerator(
  tree: Tree,
  { file, skipFormat }: ImportOptions,
): Promise<GeneratorCallback> {
  const readText = (path: string): string | undefined =>
    tree.exists(path) && tree.isFile(path) ? (tree.read(path, 'utf8') ?? '') : undefined;
  const foreign = readForeign(posix.normalize(file.replaceAll('\\', '/')), readText);
  const imported = possible(
    tree,
    foreign.documents.some(({ kind }) => kind === 'Config')
      ? readSkaffold(foreign)
      : readHelmfile(foreign),
  );
  refuseNothing(foreign.path, imported);
  for (const { name } of imported.releases) checkedName(name, 'import');
  const namespace = commonNamespace(imported.releases);
  const install = isRegistered(tree)
    ? () => undefined
    : await initGenerator(tree, {
        skipFormat: true,
        ...(namespace === undefined ? {} : { namespace }),
      });
  const options = pluginOptions(tree);
  const projects = projectNames(tree, imported);
  const made = [
    ...imported.images.map((image) => addImage(tree, image, projects)),
    ...imported.releases.map((release) =>
      addRelease(tree, release, { projects, options, imported }),
    ),
  ];
  addValues(tree, imported.releases, options);
  await format(tree, skipFormat);
  const left = [...imported.left, ...otherNamespaces(imported.releases, options)];
  console.log(
    [
      ...new Set(made),
      ...lockAdvice(imported.releases, options),
      ...(left.length === 0 ? [] : ['', 'Not taken over:', ...left.map((each) => `- ${each}`)]),
    ].join('\n'),
  );
  return install;
}

export default importGenerator;

/** Nothing renders a chart of a repository before its bytes are locked. */
function lockAdvice(
  releases: readonly ImportedRelease[],
  { lockTargetName }: Options,
): readonly string[] {
  const names = releases.filter(isRemote).map(({ name }) => name);
  if (names.length === 0) return [];
  const several = `run-many --targets=${lockTargetName} --projects=${names.join(',')}`;
  const command = names.length === 1 ? `run ${names.join()}:${lockTargetName}` : several;
  return [
    '',
    `Next: npx nx ${command} locks the charts of repositories by digest; commit what it writes`,
  ];
}

function refuseNothing(path: string, { images, releases, left }: Imported): void {
  if (images.length + releases.length > 0) return;
  throw new UserError(
    'NXHELM_IMPORT_NOTHING',
    `${path} has no image with a Dockerfile and no release of a chart that is known${left.map((each) => `\n- ${each}`).join('')}`,
    'npx nx g @taskora/nx-helm:import <a skaffold.yaml or helmfile.yaml>',
  );
}

/** The one that most releases are in. */
function commonNamespace(releases: readonly ImportedRelease[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { namespace } of releases) {
    if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}

function otherNamespaces(
  releases: readonly ImportedRelease[],
  { namespace }: Options,
): readonly string[] {
  return releases
    .filter((release) => release.namespace !== undefined && release.namespace !== namespace)
    .map(
      ({ name, namespace: own }) =>
        `namespace ${String(own)} of release ${name}: all releases of a workspace are in one, ${namespace}; set the plugin's option namespace`,
    );
}

/** Names of projects by what they are of: an image's own name, and a release's chart folder. */
interface ProjectNames {
  readonly ofImage: ReadonlyMap<string, string>;
  readonly ofChart: ReadonlyMap<string, string>;
}

const lastPart = (image: string): string => image.split('/').at(-1)?.split(':')[0] ?? image;

/** The image's project has the chart, too, where that lies in its folder. */
function isInside(chart: string, { context }: ImportedImage): boolean {
  return chart === context || chart === posix.join(context, 'chart');
}

/**
 * A release keeps its name, by which the cluster knows it, and its project is called so. An image
 * whose chart lies elsewhere gets another name where a release has that one.
 */
function projectNames(tree: Tree, { images, releases }: Imported): ProjectNames {
  const ofChart = new Map(releases.map((release) => [folderOf(release), release.name]));
  const taken = new Set([...ofChart.values(), ...getProjects(tree).keys()]);
  const ofImage = new Map<string, string>();
  for (const image of images) {
    const present = projectAt(tree, image.context)?.name;
    const own = releases.find((release) => isInside(folderOf(release), image))?.name;
    const name = present ?? own ?? lastPart(image.image);
    const isNew = own === undefined && present === undefined;
    ofImage.set(image.image, checkedName(isNew ? freeName(name, taken) : name, 'import'));
    taken.add(ofImage.get(image.image) ?? name);
  }
  return { ofImage, ofChart };
}

/** `web`, else `web-image`, `web-image-2` and so on. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let count = 1; ; count += 1) {
    const other = count === 1 ? `${name}-image` : `${name}-image-${count}`;
    if (!taken.has(other)) return other;
  }
}

function projectAt(
  tree: Tree,
  root: string,
): (ProjectConfiguration & { name: string }) | undefined {
  for (const [name, project] of getProjects(tree)) {
    if (posix.normalize(project.root) === posix.normalize(root)) return { ...project, name };
  }
  return undefined;
}

/** What the Dockerfile alone does not say: another place of it, and build arguments. */
function containerOptions({ context, dockerfile, buildArguments }: ImportedImage): object {
  return {
    ...(dockerfile === posix.join(context, 'Dockerfile') ? {} : { file: dockerfile }),
    ...(Object.keys(buildArguments).length === 0 ? {} : { buildArguments }),
  };
}

function addImage(tree: Tree, image: ImportedImage, { ofImage }: ProjectNames): string {
  const name = ofImage.get(image.image) ?? lastPart(image.image);
  const options = containerOptions(image);
  const targets = Object.keys(options).length === 0 ? {} : { container: { options } };
  addOrExtend(tree, { name, root: image.context, targets, tags: [], implicitDependencies: [] });
  return `image ${image.image}: project ${name} in ${image.context}`;
}

interface ReleaseSetting {
  readonly projects: ProjectNames;
  readonly options: Options;
  readonly imported: Imported;
}

function addRelease(
  tree: Tree,
  release: ImportedRelease,
  { projects, options, imported }: ReleaseSetting,
): string {
  const { name, needs } = release;
  const chart = folderOf(release);
  const known = new Set(imported.releases.map((each) => each.name));
  const implicitDependencies = needs.filter((need) => known.has(need));
  const tags = [options.deployTag];
  if (typeof release.chart !== 'string') {
    const root = getProjects(tree).get(name)?.root ?? chart;
    const metadata = { [remoteChartField]: release.chart };
    addOrExtend(tree, { name, root, targets: {}, tags, implicitDependencies, metadata });
    return `release ${name}: project ${name} in ${root}, of ${labelOf(release.chart)}`;
  }
  const own = imported.images.find((image) => isInside(chart, image));
  const root = own?.context ?? chart;
  if (!tree.exists(`${chart}/Chart.yaml`)) {
    throw new UserError(
      'NXHELM_IMPORT_CHART',
      `release ${name} is of the chart ${chart}, which has no Chart.yaml`,
      `ls ${chart}`,
      { project: name },
    );
  }
  addOrExtend(tree, { name, root, targets: {}, tags, implicitDependencies });
  const images = Object.entries(release.images).map(
    ([key, image]) => [key, projects.ofImage.get(image) ?? ''] as const,
  );
  // Without an annotation a chart's key `image` is the image of its own project.
  const isOwn = images.length === 1 && images[0]?.[0] === 'image' && images[0][1] === name;
  if (images.length > 0 && !isOwn) annotate(tree, chart, images);
  return `release ${name}: project ${name} in ${root}`;
}

const labelOf = (chart: RemoteChart): string => `${addressOf(chart)} ${chart.version}`;

function annotate(tree: Tree, chart: string, images: readonly (readonly [string, string])[]): void {
  const file = `${chart}/Chart.yaml`;
  const document = parseDocument(tree.read(file, 'utf8') ?? '');
  const value = images.map((pair) => pair.join('=')).join(',');
  document.setIn(['annotations', 'nx-helm/images'], value);
  tree.write(file, document.toString());
}

interface NewProject {
  readonly name: string;
  readonly root: string;
  readonly targets: Record<string, object>;
  readonly tags: readonly string[];
  readonly implicitDependencies: readonly string[];
  readonly metadata?: Readonly<Record<string, object>>;
}

function addOrExtend(tree: Tree, wanted: NewProject): void {
  const { name, root, targets, tags, implicitDependencies, metadata } = wanted;
  const present = projectAt(tree, root);
  if (present === undefined) {
    addProjectConfiguration(tree, name, {
      root,
      tags: [...tags],
      ...(implicitDependencies.length === 0
        ? {}
        : { implicitDependencies: [...implicitDependencies] }),
      ...(metadata === undefined ? {} : { metadata }),
      targets,
    });
    return;
  }
  if (present.name !== name) {
    throw new UserError(
      'NXHELM_IMPORT_NAME',
      `the release ${name} has its chart in the project ${present.name}, and a release is called as its project`,
      `rename the project to ${name}, or the release to ${present.name}`,
      { project: present.name },
    );
  }
  updateProjectConfiguration(tree, name, {
    ...present,
    tags: [...new Set([...(present.tags ?? []), ...tags])],
    targets: { ...present.targets, ...targets },
    ...(metadata === undefined ? {} : { metadata: { ...present.metadata, ...metadata } }),
    ...(implicitDependencies.length === 0
      ? {}
      : {
          implicitDependencies: [
            ...new Set([...(present.implicitDependencies ?? []), ...implicitDependencies]),
          ],
        }),
  });
}

/** Values of single releases stand in the environment's file; those that it has already win. */
function addValues(
  tree: Tree,
  releases: readonly ImportedRelease[],
  { environmentsDirectory, environment }: Options,
): void {
  const file = `${environmentsDirectory}/${environment}.yaml`;
  const document = parseDocument(tree.read(file, 'utf8') ?? '');
  for (const { name, values } of releases) {
    const path = ['nxHelm', 'releases', name];
    if (Object.keys(values).length > 0 && !document.hasIn(path)) document.setIn(path, values);
  }
  tree.write(file, document.toString());
}
